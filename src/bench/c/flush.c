/* Makes a flush as slow as on a usual cloud disk, 2 ms more, while the file named by CARILLON_BENCH_SLOW exists. Preloaded into PostgreSQL. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int slowly(const char *name, int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  const char *file = getenv("CARILLON_BENCH_SLOW");
  if (file && access(file, F_OK) == 0) {
    struct timespec delay = {0, 2000000};
    nanosleep(&delay, NULL);
  }
  return real(fd);
}

int fdatasync(int fd) { return slowly("fdatasync", fd); }
int fsync(int fd) { return slowly("fsync", fd); }
