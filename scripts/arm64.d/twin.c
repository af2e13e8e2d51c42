// The vector code of CScan and CHash against the plain, on random bytes: ends with 1 at the first difference.
#include <chash.h>
#include <cscan.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 1000, ROUNDS = 20000 };
static uint64_t state = 88172645463325252;
static uint32_t next(uint32_t below) {
  state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  return (uint32_t)(state >> 33) % below;
}

static void differ(const char *what, int round) {
  printf("arm64: %s differs from its twin in round %d\n", what, round);
  exit(1);
}

static void compare_fields(const uint8_t *bytes, size_t count, int round) {
  static uint32_t ends[2][MOST + CSCAN_SURPLUS], records[2][MOST + CSCAN_SURPLUS];
  cscan_found found[2] = {{0}, {0}};
  int quotes = round % 2;
  cscan_fields(bytes, count, ',', quotes, ends[0], records[0], &found[0]);
  cscan_fields_plain(bytes, count, ',', quotes, ends[1], records[1], &found[1]);
  if (found[0].any_quote != found[1].any_quote || found[0].irregular != found[1].irregular ||
      found[0].any_high != found[1].any_high)
    differ("what cscan_fields tells", round);
  if (found[0].irregular) return;
  if (found[0].field_ends != found[1].field_ends || found[0].records != found[1].records ||
      memcmp(ends[0], ends[1], found[0].field_ends * 4) || memcmp(records[0], records[1], found[0].records * 4))
    differ("cscan_fields", round);
}

static void compare_texts(const uint8_t *bytes, size_t count, int round) {
  size_t plain = 0, high = 0;
  while (plain < count && bytes[plain] != '"' && bytes[plain] != '\\' && bytes[plain] >= 0x20) plain++;
  while (high < count && bytes[high] < 0x80) high++;
  if (cscan_plain_run(bytes, count) != plain) differ("cscan_plain_run", round);
  if (cscan_first_high(bytes, count) != high || cscan_any_high(bytes, count) != (high < count)) differ("cscan_first_high", round);
  if (count < 64) return;
  size_t length = next(33);
  uint8_t other[32];
  memcpy(other, bytes, 32);
  if (length < 32) other[length + next(32 - (uint32_t)length)] ^= 1;  // Beyond the length: no difference.
  if (!cscan_same(bytes, other, length) || chash_short(bytes, length, 7) != chash_short(other, length, 7))
    differ("what stands behind a text", round);
  if (length > 0) {
    other[next((uint32_t)length)] ^= 1;
    if (cscan_same(bytes, other, length)) differ("cscan_same", round);
  }
}

int main(void) {
  static const char alphabets[4][8] = {"a,\"\nb,\n", "abc,\n\r\"", "\xC3\xA9" "a,,\n\"", "abcdefg"};
  for (int round = 0; round < ROUNDS; round++) {
    // Of its own size, so that a sanitizer or a page's end would notice what is read beyond it.
    size_t count = next(round % 10 == 0 ? MOST : 200);
    uint8_t *bytes = malloc(count + 1);
    for (size_t i = 0; i < count; i++) bytes[i] = (uint8_t)alphabets[round % 4][next(7)];
    compare_fields(bytes, count, round);
    compare_texts(bytes, count, round);
    free(bytes);
  }
  printf("arm64: %d rounds, the vector code and its twins agree\n", ROUNDS);
  return 0;
}
