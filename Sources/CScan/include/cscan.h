// Where fields and records of delimited text end: the one scan whose speed decides the speed of reading.
#ifndef TRIBUTARY_CSCAN_H
#define TRIBUTARY_CSCAN_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/// Entries that may be written beyond the last one found.
#define CSCAN_SURPLUS 16

/// What a scan found. Positions are offsets from the first byte scanned.
typedef struct {
  size_t field_ends;   ///< entries written to `ends`: delimiters and record ends outside quotes
  size_t records;      ///< entries written to `record_ends`: record r has ends[record_ends[r - 1] + 1 ... record_ends[r]]
  uint8_t any_quote;   ///< a quote stands somewhere
  uint8_t irregular;   ///< a quote opens inside a field, closes before its end, or is the last byte: `ends` must
                        ///< not be used
  uint8_t any_high;    ///< a byte of 0x80 or more stands somewhere
} cscan_found;

/// Finds the ends of fields and records in `count` bytes that start outside quotes.
///
/// A record ends with a line feed; a quote is 0x22, and with `quotes` 0 a byte like another. `ends` and `record_ends` have
/// room for `count` + `CSCAN_SURPLUS` entries each. The bytes should end with a record. The caller has seen to it that `count` < 2^32. About 0.25 ns a byte
/// with AVX2, 0.4 ns with SSE2 or NEON.
void cscan_fields(const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                  uint32_t *record_ends, cscan_found *found);

/// Bits of the vectors by which a block is scanned; `cscan_plain`: one byte at a time.
typedef enum { cscan_plain, cscan_128, cscan_256, cscan_512 } cscan_level;

/// The widest vectors that this machine has and that the scan knows: 512 bits with AVX-512 VBMI2, 256 with AVX2, 128 with SSE2 or
/// NEON.
cscan_level cscan_best(void);

/// `cscan_fields` by vectors of this width, which the machine has: for tests of each.
void cscan_fields_by(cscan_level level, const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                     uint32_t *record_ends, cscan_found *found);

/// The same by one byte at a time: the twin for tests, and for machines without vectors.
void cscan_fields_plain(const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                        uint32_t *record_ends, cscan_found *found);

/// The place of the first byte of 0x80 or more; `count` where there is none.
size_t cscan_first_high(const uint8_t *bytes, size_t count);

/// Whether a byte of 0x80 or more stands in `count` bytes.
int cscan_any_high(const uint8_t *bytes, size_t count);

/// Bytes before the first quote, backslash or control character (below 0x20), which end the plain part of a JSON string;
/// `count` where none stands. Reads no byte beyond `count`.
static inline size_t cscan_plain_run(const uint8_t *bytes, size_t count) {
  size_t at = 0;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
  for (; at + 16 <= count; at += 16) {
    __m128i v = _mm_loadu_si128((const __m128i *)(bytes + at));
    __m128i stop = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)),
                                _mm_cmpeq_epi8(_mm_min_epu8(v, control), v));
    unsigned stops = (unsigned)_mm_movemask_epi8(stop);
    if (stops) return at + (size_t)__builtin_ctz(stops);
  }
#elif defined(__aarch64__)
  const uint8x16_t quote = vdupq_n_u8('"'), slash = vdupq_n_u8('\\'), space = vdupq_n_u8(0x20);
  for (; at + 16 <= count; at += 16) {
    uint8x16_t v = vld1q_u8(bytes + at);
    uint8x16_t stop = vorrq_u8(vorrq_u8(vceqq_u8(v, quote), vceqq_u8(v, slash)), vcltq_u8(v, space));
    // Four bits for each byte.
    uint64_t stops = vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(stop), 4)), 0);
    if (stops) return at + (size_t)__builtin_ctzll(stops) / 4;
  }
#endif
  while (at < count && bytes[at] != '"' && bytes[at] != '\\' && bytes[at] >= 0x20) at++;
  return at;
}

/// The byte after a JSON value that needs no second look: a string without escapes, a number without exponent, `true`,
/// `false` or `null`; 0 where the value is anything else, a faulty one among them.
///
/// The `count` bytes end with a line feed, at which every part stops.
static inline __attribute__((always_inline)) size_t cscan_plain_value(const uint8_t *bytes, size_t at, size_t count) {
  uint8_t first = bytes[at];
  if (first == '"') {
    size_t end = at + 1 + cscan_plain_run(bytes + at + 1, count - at - 1);
    return end < count && bytes[end] == '"' ? end + 1 : 0;
  }
  if (first >= 'a') {
    if (count - at > 4 && (memcmp(bytes + at, "null", 4) == 0 || memcmp(bytes + at, "true", 4) == 0)) return at + 4;
    return count - at > 5 && memcmp(bytes + at, "false", 5) == 0 ? at + 5 : 0;
  }
  size_t i = at + (first == '-'), whole = i;
  while ((uint8_t)(bytes[i] - '0') < 10) i++;
  if (i == whole || (bytes[whole] == '0' && i > whole + 1)) return 0;
  if (bytes[i] == '.') {
    size_t point = i++;
    while ((uint8_t)(bytes[i] - '0') < 10) i++;
    if (i == point + 1) return 0;
  }
  return (bytes[i] | 0x20) == 'e' ? 0 : i;
}

/// Whether the first `length` of 32 bytes are the same, 0 to 32.
static inline __attribute__((always_inline)) int cscan_same(const uint8_t *a, const uint8_t *b, size_t length) {
#if defined(__SSE2__)
  __m128i low = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)a), _mm_loadu_si128((const __m128i *)b));
  __m128i high = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(a + 16)), _mm_loadu_si128((const __m128i *)(b + 16)));
  uint32_t other = ~((uint32_t)_mm_movemask_epi8(low) | (uint32_t)_mm_movemask_epi8(high) << 16);
  return (uint64_t)other << (32 - length) << 32 == 0;
#else
  return memcmp(a, b, length) == 0;
#endif
}

/// A value of a line that is wanted: the how many-th it is, for which field, and under which of the field's spellings.
typedef struct {
  uint32_t value, field, spelling;
} cscan_wanted;

/// How a line of JSON is written.
typedef struct {
  const uint8_t *gaps;      ///< what stands before the first value, between each two, and after the last up to the line feed,
                            ///< each from a multiple of 32 on
  const uint32_t *lengths;  ///< of the gaps: `values` + 1
  size_t values;
  const cscan_wanted *wanted;
  size_t wanted_count;
  size_t fields;            ///< of a record
} cscan_shape;

/// Finds the fields of lines that are written alike: what stands between their values is, byte for byte, what stands there in
/// `shape`, and each value is plain. Gives how many of the lines from `*at` on are, `most` at most, and moves `*at` behind them.
///
/// Line i has its fields from `starts[place + i * fields]` and `stops[place + i * fields]` on, without quotes, empty for `null`,
/// and its line feed at `feeds[i]`; `seen` is told of the spellings that had a value. `scratch` has room for two numbers a value. The
/// `count` bytes end with a line feed; none beyond them is read, so a line near their end is never alike.
size_t cscan_alike(const uint8_t *bytes, size_t *at, size_t count, const cscan_shape *shape, size_t most, uint32_t *scratch,
                   uint32_t *starts, uint32_t *stops, size_t place, uint32_t *feeds, uint8_t *seen);
#endif
