package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "symbol==ACME | {\"symbol\":\"ACME\"} | true",
        "symbol==ACME | {\"symbol\":\"ACM\"} | false",
        "symbol==acme | {\"symbol\":\"ACME\"} | false",
        "symbol!=ACME | {\"symbol\":\"IBM\"} | true",
        "symbol!=ACME | {\"symbol\":\"ACME\"} | false",
        "symbol=in=(IBM,ACME) | {\"symbol\":\"ACME\"} | true",
        "symbol=in=(IBM,ACME) | {\"symbol\":\"SAP\"} | false",
        "symbol=out=(IBM,ACME) | {\"symbol\":\"SAP\"} | true",
        "symbol=out=(IBM,ACME) | {\"symbol\":\"IBM\"} | false",
        "note=='' | {\"note\":\"\"} | true",
        "note=='two words, (here); \"so\"' | {\"note\":\"two words, (here); \\\"so\\\"\"} | true",
        "note=='it\\'s' | {\"note\":\"it's\"} | true",
        "'First Name'==Bob | {\"First Name\":\"Bob\"} | true",
        "Größe=gt=1 | {\"Größe\":2} | true",
        "done==true | {\"done\":true} | true",
        "done==TRUE | {\"done\":true} | true",
        "done!=true | {\"done\":false} | true",
        "done=gt=false | {\"done\":true} | true",
        "doc=='{\"a\": 1}' | {\"doc\":{\"a\": 1}} | true"
      })
  void comparesForEquality(String filter, String row, boolean expected) {
    assertMatches(filter, row, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name==A* | {\"name\":\"ACME\"} | true",
        "name==*M* | {\"name\":\"ACME\"} | true",
        "name==*Bale | {\"name\":\"Christian Bale\"} | true",
        "name==A* | {\"name\":\"a\"} | false",
        "name!=A* | {\"name\":\"IBM\"} | true",
        "name!=A* | {\"name\":\"ACME\"} | false",
        "name=in=(I*,A*) | {\"name\":\"ACME\"} | true",
        "name=out=(I*,SAP) | {\"name\":\"IBM\"} | false",
        "name==A\\* | {\"name\":\"A*\"} | true",
        "name==A\\* | {\"name\":\"AB\"} | false",
        "path==C:\\temp* | {\"path\":\"C:\\\\temp\\\\x\"} | true",
        "id==10* | {\"id\":1042} | true",
        "name==* | {\"name\":\"\"} | true",
        "name==* | {\"name\":null} | false"
      })
  void takesAStarForAnything(String filter, String row, boolean expected) {
    assertMatches(filter, row, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a==1;b==2 | {\"a\":1,\"b\":2} | true",
        "a==1;b==2 | {\"a\":1,\"b\":3} | false",
        "a==1,b==2 | {\"a\":9,\"b\":2} | true",
        "a==1 and b==2 or c==3 | {\"a\":0,\"b\":0,\"c\":3} | true",
        "a==1 and (b==2 or c==3) | {\"a\":0,\"b\":2,\"c\":3} | false",
        "a==1;(b==2,c==3) | {\"a\":1,\"b\":0,\"c\":3} | true",
        "((a==1)) | {\"a\":1} | true",
        "and ==1 | {\"and\":1} | true",
        "and==1 and or==2 | {\"and\":1,\"or\":2} | true"
      })
  void joinsComparisons(String filter, String row, boolean expected) {
    assertMatches(filter, row, expected);
  }

  @Test
  void goesOverSeveralLines() {
    assertMatches("a==1\n  and\tb=in=(2,\r\n3)", "{\"a\":1,\"b\":3}", true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=null=true | {\"a\":null} | true",
        "a=null=true | {} | true",
        "a=null=true | {\"a\":\"null\"} | false",
        "a=null=false | {\"a\":0} | true",
        "a=null=false | {\"a\":null} | false",
        "a=null= | {\"a\":null} | true",
        "a=notnull=;b==1 | {\"a\":0,\"b\":1} | true",
        "a=notnull=true | {\"a\":null} | false",
        "a=notnull=false | {\"a\":null} | true",
        "a==1 | {\"a\":null} | false",
        "a!=1 | {\"a\":null} | false",
        "a!=1 | {} | false",
        "a=out=(1,2) | {\"a\":null} | false",
        "a=out=(1,2) | {} | false",
        "a=lt=1 | {\"a\":null} | false",
        "a=ge=1 | {} | false",
        "a=like=% | {\"a\":null} | false",
        "a==null | {\"a\":null} | false",
        "a=ge=null | {\"a\":null} | false"
      })
  void seesNullOnlyWhereItIsAskedFor(String filter, String row, boolean expected) {
    assertMatches(filter, row, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "address.city==Bonn | {\"address\":{\"street\":\"x\",\"city\":\"Bonn\"}} | true",
        "address.city==Bonn | {\"address\":{\"city\":\"Ulm\"}} | false",
        "address.city==Bonn | {\"address\":\"Bonn\"} | false",
        "address.city==Bonn | {\"address\":null} | false",
        "address.city=null=true | {\"address\":{\"city\": null}} | true",
        "address.city=null=true | {\"address\":{}} | true",
        "tags.0==new | {\"tags\":[\"new\", \"hot\"]} | true",
        "tags.1==hot | {\"tags\":[\"new\", \"hot\"]} | true",
        "tags.2==hot | {\"tags\":[\"new\", \"hot\"]} | false",
        "tags.x==hot | {\"tags\":[\"hot\"]} | false",
        "a.b.1.c=gt=5 | {\"a\": {\"x\":[1,{\"b\":0}], \"b\": [{}, {\"c\" : 6.5}]}} | true",
        "a.b==1 | {\"a.b\":1,\"a\":{\"b\":2}} | true",
        "a.b==2 | {\"a.b\":1,\"a\":{\"b\":2}} | false",
        "a.b.c==3 | {\"a.b\":{\"c\":3},\"a\":{\"b\":{\"c\":4}}} | true",
        "'a.x y'==1 | {\"a\":{\"x y\":1}} | true",
        "a.q==1 | {\"a\":{\"\\u0071\":1}} | true"
      })
  void findsWhatIsInJson(String filter, String row, boolean expected) {
    assertMatches(filter, row, expected);
  }

  private static void assertMatches(String filter, String row, boolean expected) {
    assertThat(Filter.parse(filter).matches(new Row(row)))
        .as("%s on %s", filter, row)
        .isEqualTo(expected);
  }
}
