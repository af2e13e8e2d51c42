// A log of companies whose first visits are anonymous: log ACCOUNTS FOLDER FILES [SEED]
//
// Two thirds of the accounts are pieced together: their visitors have one to three cookies, each named beside a person
// by one row at some time, each person named beside the company by another (some cookies are linked to the company
// directly, by a row without a person); most of their touches name the cookie alone. The last third's rows name the
// company. A twentieth of the cookies is shared by two people, a twentieth of the people moves between companies: those
// conflict. Deals are won, at times more than one, some by a row that knows only the deal; amounts have cents. No two
// rows of a company have the same time.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t u64;
static u64 state;
static u64 next(void) {  // SplitMix64: Steele, Lea, Flood, 2014.
  u64 z = state += 0x9e3779b97f4a7c15ULL;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
  return z ^ z >> 31;
}
static unsigned below(unsigned n) { return next() % n; }

static const char *channels[8] = {"paid_search", "organic_search", "direct", "email", "paid_social", "referral", "webinar", "partner"};
enum { span_days = 120 };

static FILE *files[64];
static unsigned file_count;
static u64 written;

// One row at `second` after 2026-01-01. The microseconds number the rows, so that equal seconds stay distinct times.
static void row(u64 second, const char *event, const char *account, const char *user, const char *cookie, const char *deal, unsigned cents) {
  FILE *file = files[second * file_count / (span_days * 86400ULL)];
  int touch = strcmp(event, "touch") == 0;
  const char *channel = touch ? channels[below(1 + below(8))] : "";
  fprintf(file, "%llu%06llu,%s,%s,%s,%s,%s,%s,", (unsigned long long)(1767225600 + second), (unsigned long long)(written % 1000000), event, account, user, cookie, channel, deal);
  if (cents) fprintf(file, "%u.%02u", cents / 100, cents % 100);
  fputs("\n", file);
  written++;
}

// Texts that live until the next row but three.
static const char *name(char kind, u64 number) {
  static char texts[8][24];
  static unsigned turn;
  char *text = texts[turn++ % 8];
  snprintf(text, 24, "%c%llx", kind, (unsigned long long)(number * 0x9e3779b97f4a7c15ULL >> 24 << 8 | number % 251));
  return text;
}

static void company(u64 number, u64 count) {
  const char *account = name('a', number);
  char own[24];
  strcpy(own, account);
  u64 span = span_days * 86400ULL, start = below(span - 86400 * 20), end = start + 86400 + below(86400 * 19);
  int pieced = number % 3 != 0;
  unsigned people = 1 + below(2), cookies = 1 + below(3);
#define some_time() (start + below(end - start))
  if (pieced) {
    for (unsigned p = 0; p < people; p++) {
      row(some_time(), "identify", own, name('u', number * 4 + p), "", "", 0);
      if (below(20) == 0) row(some_time(), "identify", name('a', below(count)), name('u', number * 4 + p), "", "", 0);
    }
    for (unsigned c = 0; c < cookies; c++) {
      const char *cookie = name('c', number * 4 + c);
      if (below(4)) row(some_time(), "login", "", name('u', number * 4 + below(people)), cookie, "", 0);
      else row(some_time(), "identify", own, "", cookie, "", 0);
      if (below(20) == 0) row(some_time(), "login", "", name('u', below(count) * 4), cookie, "", 0);
    }
  }
  unsigned touches = 1 + below(8);
  for (unsigned t = 0; t < touches; t++) {
    if (!pieced) row(some_time(), "touch", own, "", "", "", 0);
    else if (below(4)) row(some_time(), "touch", "", "", name('c', number * 4 + below(cookies)), "", 0);
    else row(some_time(), "touch", "", name('u', number * 4 + below(people)), "", "", 0);
  }
  for (unsigned wins = below(4) == 0 ? 1 + (below(5) == 0) : 0; wins; wins--) {
    char deal[32];
    snprintf(deal, 32, "d%llu-%u", (unsigned long long)number, wins);
    unsigned cents = 1000 + below(5000000);
    unsigned how = pieced ? below(3) : 2;
    if (how == 0) {
      row(some_time(), "opportunity", "", name('u', number * 4 + below(people)), "", deal, 0);
      row(some_time(), "won", "", "", "", deal, cents);
    } else if (how == 1) row(some_time(), "won", "", name('u', number * 4 + below(people)), "", deal, cents);
    else row(some_time(), "won", own, "", "", deal, cents);
  }
}

int main(int argc, char **argv) {
  if (argc < 4) return fputs("log ACCOUNTS FOLDER FILES [SEED]\n", stderr), 64;
  u64 count = strtoull(argv[1], 0, 10);
  file_count = atoi(argv[3]);
  if (file_count < 1 || file_count > 64 || count < 1) return 64;
  state = argc > 4 ? strtoull(argv[4], 0, 10) : 42;
  for (unsigned f = 0; f < file_count; f++) {
    char command[600];
    snprintf(command, sizeof command, "gzip -3 > '%s/visits-%02u.csv.gz'", argv[2], f);
    files[f] = popen(command, "w");
    if (!files[f]) return perror(command), 74;
    fputs("time,event,account_id,user_id,anonymous_id,channel,deal_id,amount\n", files[f]);
  }
  for (u64 number = 0; number < count; number++) company(number, count);
  int status = 0;
  for (unsigned f = 0; f < file_count; f++) status |= pclose(files[f]);
  printf("%llu\n", (unsigned long long)written);
  return status ? 74 : 0;
}
