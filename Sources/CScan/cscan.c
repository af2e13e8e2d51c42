#include "cscan.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

// Bit i of each mask speaks of byte i of 64.
typedef struct { uint64_t delimiter, feed, quote, high, carriage; } masks;
// What one group of 64 bytes hands to the next.
typedef struct {
  size_t fields, records;
  uint64_t inside;      // all ones when the group starts inside quotes
  uint64_t after_end;   // 1 when the byte before the group ended a field (or nothing stands before it)
  uint64_t after_close; // 1 when the byte before the group was a closing quote
  uint64_t quotes, high, irregular;
} carry;

// Prefix xor: bit i of the result is the parity of bits 0...i. Turns quote bits into "inside quotes".
static inline uint64_t parity(uint64_t x) {
  x ^= x << 1; x ^= x << 2; x ^= x << 4; x ^= x << 8; x ^= x << 16; x ^= x << 32;
  return x;
}

static inline __attribute__((always_inline)) uint32_t trailing_zeros(uint64_t x) {
  return x ? (uint32_t)__builtin_ctzll(x) : 64;  // One instruction where there is one.
}

// Writes where the lowest four bits stand, and gives the others.
static inline __attribute__((always_inline)) uint64_t put_four(uint32_t *out, uint32_t base, uint64_t bits) {
  for (int i = 0; i < 4; i++, bits &= bits - 1) out[i] = base + trailing_zeros(bits);
  return bits;
}

// Which field end of the block the first of the feeds is.
static inline __attribute__((always_inline)) uint32_t end_of(uint64_t feeds, uint64_t all, const carry *c) {
  return (uint32_t)(c->fields + (size_t)__builtin_popcountll(all & (feeds ^ (feeds - 1))) - 1);
}

// Writes where the bits stand to `ends` and gives how many there are.
static inline __attribute__((always_inline)) size_t put(uint32_t *ends, uint32_t base, uint64_t all) {
  size_t count = (size_t)__builtin_popcountll(all);
  uint32_t *const end = ends + count;
  // Four at a time whether or not so many are left: a loop that ends anywhere is mispredicted in every other group. What is
  // written too much is overwritten by the next group.
  all = put_four(ends, base, all);
  if (count > 4) {
    all = put_four(ends + 4, base, all);
    for (ends += 8; __builtin_expect(ends < end, 0); ends++, all &= all - 1) *ends = base + trailing_zeros(all);
  }
  return count;
}

// The field ends of a group; writes which of them are records'.
static inline __attribute__((always_inline)) uint64_t take(masks m, uint64_t quotes, uint32_t *record_ends, carry *c) {
  uint64_t inside = 0;
  m.quote &= quotes;
  if (__builtin_expect((m.quote | c->inside | c->after_close) != 0, 0)) {
    inside = parity(m.quote) ^ c->inside;         // set from an opening quote up to before its closing one
    uint64_t opens = m.quote & inside, closes = m.quote & ~inside;
    uint64_t ended = (m.delimiter | m.feed) & ~inside;
    // An opening quote stands at a field's start or right after a closing one ("" inside quotes); after a closing
    // quote stands the field's end, a carriage return (checked by the reader of the field), or another quote.
    uint64_t before = (ended << 1) | c->after_end, closed = (closes << 1) | c->after_close;
    c->irregular |= opens & ~(before | closed);
    c->irregular |= closed & ~(ended | opens | m.carriage);
    c->inside = (uint64_t)((int64_t)inside >> 63);
    c->after_close = closes >> 63;
    c->quotes |= m.quote;
    m.delimiter &= ~inside;
    m.feed &= ~inside;
  }
  uint64_t all = m.delimiter | m.feed, feeds = m.feed;
  c->after_end = all >> 63;
  c->high |= m.high;
  // The first without asking whether there is one, for half the groups have none; the next group overwrites it.
  record_ends[c->records] = end_of(feeds, all, c);
  c->records += feeds != 0;
  feeds &= feeds - 1;
  while (__builtin_expect(feeds != 0, 0)) {
    record_ends[c->records++] = end_of(feeds, all, c);
    feeds &= feeds - 1;
  }
  return all;
}

#define GROUP(LOAD, PUT, group)                                        \
  {                                                                    \
    uint64_t all = take(LOAD(group, delimiter), mask, record_ends, &c); \
    c.fields += PUT(ends + c.fields, (uint32_t)at, all);               \
  }

#define SCAN(LOAD, PUT)                                                                   \
  carry c = {.after_end = 1};                                                             \
  const uint64_t mask = quotes ? ~(uint64_t)0 : 0;                                        \
  size_t at = 0;                                                                          \
  for (; at + 64 <= count; at += 64) GROUP(LOAD, PUT, bytes + at)                         \
  if (at < count) {                                                                       \
    uint8_t last[64] = {0};                                                               \
    memcpy(last, bytes + at, count - at);                                                 \
    GROUP(LOAD, PUT, last)                                                                \
  }                                                                                       \
  found->field_ends = c.fields;                                                           \
  found->records = c.records;                                                             \
  found->any_quote = c.quotes != 0;                                                       \
  found->irregular = c.irregular != 0 || c.inside != 0 || c.after_close != 0;                                   \
  found->any_high = c.high != 0;

#if defined(__x86_64__)
__attribute__((target("avx2,bmi,bmi2,popcnt"))) static inline masks load_avx2(const uint8_t *p, uint8_t delimiter) {
  __m256i a = _mm256_loadu_si256((const __m256i *)p), b = _mm256_loadu_si256((const __m256i *)(p + 32));
#define EACH(x) ((uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, _mm256_set1_epi8((char)(x)))) | \
                 (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, _mm256_set1_epi8((char)(x)))) << 32)
  masks m = {EACH(delimiter), EACH('\n'), EACH('"'),
             (uint64_t)(uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32, EACH('\r')};
#undef EACH
  return m;
}

__attribute__((target("avx2,bmi,bmi2,popcnt"))) static void scan_avx2(const uint8_t *bytes, size_t count,
    uint8_t delimiter, int quotes, uint32_t *ends, uint32_t *record_ends, cscan_found *found) {
  SCAN(load_avx2, put)
}

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,avx2,bmi,bmi2,popcnt")))
AVX512 static inline masks load_avx512(const uint8_t *p, uint8_t delimiter) {
  __m512i v = _mm512_loadu_si512(p);
#define EACH(x) _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)(x)))
  masks m = {EACH(delimiter), EACH('\n'), EACH('"'), _mm512_movepi8_mask(v), EACH('\r')};
#undef EACH
  return m;
}

// The numbers of the bits are pushed together, sixteen of them written at a time.
AVX512 static inline size_t put_avx512(uint32_t *ends, uint32_t base, uint64_t all) {
  static const uint8_t numbers[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                                      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
                                      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  size_t count = (size_t)__builtin_popcountll(all);
  __m512i places = _mm512_maskz_compress_epi8(all, _mm512_loadu_si512(numbers)), start = _mm512_set1_epi32((int)base);
#define QUARTER(i) \
  _mm512_storeu_si512(ends + 16 * (i), _mm512_add_epi32(start, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, i))))
  QUARTER(0);
  if (__builtin_expect(count > 16, 0)) {
    QUARTER(1);
    if (count > 32) QUARTER(2);
    if (count > 48) QUARTER(3);
  }
#undef QUARTER
  return count;
}

AVX512 static void scan_avx512(const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                               uint32_t *record_ends, cscan_found *found) {
  SCAN(load_avx512, put_avx512)
}

static inline masks load_sse2(const uint8_t *p, uint8_t delimiter) {
  masks m = {0, 0, 0, 0, 0};
  for (int i = 0; i < 4; i++) {
    __m128i v = _mm_loadu_si128((const __m128i *)(p + 16 * i));
#define EACH(x) ((uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)(x)))) << (16 * i))
    m.delimiter |= EACH(delimiter); m.feed |= EACH('\n'); m.quote |= EACH('"'); m.carriage |= EACH('\r');
#undef EACH
    m.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << (16 * i);
  }
  return m;
}

static void scan_sse2(const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                      uint32_t *record_ends, cscan_found *found) {
  SCAN(load_sse2, put)
}

static int has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("popcnt");
}

static int has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2");
}

cscan_level cscan_best(void) { return has_avx512() ? cscan_512 : has_avx2() ? cscan_256 : cscan_128; }

void cscan_fields_by(cscan_level level, const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                     uint32_t *record_ends, cscan_found *found) {
  switch (level) {
    case cscan_plain: cscan_fields_plain(bytes, count, delimiter, quotes, ends, record_ends, found); break;
    case cscan_128: scan_sse2(bytes, count, delimiter, quotes, ends, record_ends, found); break;
    case cscan_256: scan_avx2(bytes, count, delimiter, quotes, ends, record_ends, found); break;
    case cscan_512: scan_avx512(bytes, count, delimiter, quotes, ends, record_ends, found); break;
  }
}
#elif defined(__aarch64__)
static inline uint64_t gather(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t ab = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits)), cd = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
  uint8x16_t all = vpaddq_u8(ab, cd);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

static inline masks load_neon(const uint8_t *p, uint8_t delimiter) {
  uint8x16_t a = vld1q_u8(p), b = vld1q_u8(p + 16), c = vld1q_u8(p + 32), d = vld1q_u8(p + 48);
#define EACH(x) gather(vceqq_u8(a, vdupq_n_u8(x)), vceqq_u8(b, vdupq_n_u8(x)), vceqq_u8(c, vdupq_n_u8(x)), \
                       vceqq_u8(d, vdupq_n_u8(x)))
  uint8x16_t top = vdupq_n_u8(0x80);
  masks m = {EACH(delimiter), EACH('\n'), EACH('"'),
             gather(vcgeq_u8(a, top), vcgeq_u8(b, top), vcgeq_u8(c, top), vcgeq_u8(d, top)), EACH('\r')};
#undef EACH
  return m;
}

static void scan_neon(const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                      uint32_t *record_ends, cscan_found *found) {
  SCAN(load_neon, put)
}

cscan_level cscan_best(void) { return cscan_128; }

void cscan_fields_by(cscan_level level, const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                     uint32_t *record_ends, cscan_found *found) {
  if (level == cscan_plain) cscan_fields_plain(bytes, count, delimiter, quotes, ends, record_ends, found);
  else scan_neon(bytes, count, delimiter, quotes, ends, record_ends, found);
}
#else
cscan_level cscan_best(void) { return cscan_plain; }

void cscan_fields_by(cscan_level level, const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                     uint32_t *record_ends, cscan_found *found) {
  (void)level;
  cscan_fields_plain(bytes, count, delimiter, quotes, ends, record_ends, found);
}
#endif

void cscan_fields(const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends, uint32_t *record_ends,
                  cscan_found *found) {
  cscan_fields_by(cscan_best(), bytes, count, delimiter, quotes, ends, record_ends, found);
}

void cscan_fields_plain(const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                        uint32_t *record_ends, cscan_found *found) {
  memset(found, 0, sizeof *found);
  int inside = 0, start = 1, closed = 0;
  for (size_t i = 0; i < count; i++) {
    uint8_t b = bytes[i];
    found->any_high |= b >= 0x80;
    if (quotes && b == '"') {
      found->any_quote = 1;
      if (!inside && !start && !closed) found->irregular = 1;
      closed = inside;
      inside = !inside;
      start = 0;
      continue;
    }
    int end = !inside && (b == delimiter || b == '\n');
    if (closed && !end && b != '\r') found->irregular = 1;
    closed = 0;
    start = end;
    if (!end) continue;
    if (b == '\n') record_ends[found->records++] = (uint32_t)found->field_ends;
    ends[found->field_ends++] = (uint32_t)i;
  }
  if (inside || closed) found->irregular = 1;
}

static inline __attribute__((always_inline)) size_t first_high(const uint8_t *bytes, size_t count) {
  const uint64_t tops = 0x8080808080808080;
  size_t at = 0;
  for (; at + 128 <= count; at += 128) {
    uint64_t words[16], all = 0;
    memcpy(words, bytes + at, sizeof words);
    for (int i = 0; i < 16; i++) all |= words[i];
    if (all & tops) break;
  }
  while (at < count && bytes[at] < 0x80) at++;
  return at;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static size_t first_high_avx2(const uint8_t *bytes, size_t count) {
  return first_high(bytes, count);
}
#endif

size_t cscan_first_high(const uint8_t *bytes, size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return first_high_avx2(bytes, count);
#endif
  return first_high(bytes, count);
}

int cscan_any_high(const uint8_t *bytes, size_t count) {
  uint8_t all = 0;
  for (size_t i = 0; i < count; i++) all |= bytes[i];
  return all >= 0x80;
}

// Where the values of one line stand; gives what follows it, 0 where it is not alike.
static inline __attribute__((always_inline)) size_t values_alike(const uint8_t *bytes, size_t at, size_t count,
                                                                 const cscan_shape *shape, uint32_t *scratch) {
  const uint8_t *gaps = shape->gaps;
  for (size_t i = 0;; i++) {
    for (size_t left = shape->lengths[i]; left > 0; gaps += 32) {
      size_t part = left < 32 ? left : 32;
      if (count - at < 32 || !cscan_same(gaps, bytes + at, part)) return 0;
      at += part;
      left -= part;
    }
    if (i == shape->values) return at;
    size_t end = cscan_plain_value(bytes, at, count);
    if (end == 0) return 0;
    scratch[2 * i] = (uint32_t)at;
    scratch[2 * i + 1] = (uint32_t)end;
    at = end;
  }
}

size_t cscan_alike(const uint8_t *bytes, size_t *at, size_t count, const cscan_shape *shape, size_t most, uint32_t *scratch,
                   uint32_t *starts, uint32_t *stops, size_t place, uint32_t *feeds, uint8_t *seen) {
  starts += place;
  stops += place;
  for (size_t line = 0;; line++, starts += shape->fields, stops += shape->fields) {
    size_t end = line == most || *at >= count ? 0 : values_alike(bytes, *at, count, shape, scratch);
    if (end == 0) return line;
    memset(starts, 0, shape->fields * sizeof *starts);
    memset(stops, 0, shape->fields * sizeof *stops);
    for (size_t i = 0; i < shape->wanted_count; i++) {
      cscan_wanted wanted = shape->wanted[i];
      uint32_t start = scratch[2 * wanted.value], stop = scratch[2 * wanted.value + 1];
      uint8_t first = bytes[start];
      if (first == '"') start++, stop--;
      if (start == stop || first == 'n') continue;
      starts[wanted.field] = start;
      stops[wanted.field] = stop;
      seen[wanted.spelling] = 1;
    }
    feeds[line] = (uint32_t)(end - 1);
    *at = end;
  }
}
