import Testing

@testable import Pipeline

/// How what was measured is shown.
@Suite struct MeasurementTests {
  private static var sample: Measurement {
    var times = StepTimes()
    times[.inflate] = StepTimes.Figures(bytes: 1_234_567, rows: 10_000, nanoseconds: 5_600_000)
    times[.split] = StepTimes.Figures(bytes: 1_234_000, rows: 10_000, nanoseconds: 1_000_000)
    times[.parse] = StepTimes.Figures(bytes: 1_234_000, rows: 10_000, nanoseconds: 2_345_678)
    times[.credit] = StepTimes.Figures(bytes: 480, rows: 10, nanoseconds: 40_000_000)
    return Measurement(times: times, rows: 10_000, milliseconds: 1234, processNanoseconds: 50_000_000, peakBytes: 2_000 << 20)
  }

  @Test func isATableOfStages() {
    #expect(
      Self.sample.text == """
        stage          bytes    rows  CPU s     ns a row
        inflate    1,234,567  10,000  0.005        560.0
        split      1,234,000  10,000  0.001        100.0
        parse      1,234,000  10,000  0.002        234.5
        partition          0       0  0.000
        link               0       0  0.000
        order              0       0  0.000
        credit           480      10  0.040  4,000,000.0
        write              0       0  0.000
        other                         0.001
        all                   10,000  0.050      5,000.0
        1.23 s, 0.05 s of processor time, 2,000 MiB of memory at most

        """)
    var other = Self.sample
    other.peakBytes = nil
    // Clocks differ by their grain.
    other.processNanoseconds = 1
    #expect(
      other.text.hasSuffix("1.23 s, 0.00 s of processor time\n") && other.text.contains("other                         0.000\n"))
  }

  @Test func threadsAddUp() {
    var sum = StepTimes()
    sum += Self.sample.times
    sum += Self.sample.times
    #expect(sum[.parse] == StepTimes.Figures(bytes: 2_468_000, rows: 20_000, nanoseconds: 4_691_356))
    #expect(sum.nanoseconds == 2 * Self.sample.times.nanoseconds && sum[.link] == StepTimes.Figures())
    sum.move(4_000_000, from: .parse, to: .split)
    #expect(sum[.parse].nanoseconds == 691_356 && sum[.split].nanoseconds == 6_000_000)
  }

  /// Where nobody measures rows are counted, for they cost nothing, and no time.
  @Test func aLedgerThatIsOffReadsNoClock() {
    var clock = StepLedger(isOn: false).threadClock()
    clock.lap(.parse, bytes: 100, rows: 4)
    clock.divideParsing(1, of: 2)
    #expect(clock.times.nanoseconds == 0 && clock.times[.split].rows == 4 && clock.times[.split].bytes == 100)
    let ledger = StepLedger(isOn: true)
    var busy = ledger.threadClock()
    var sum: UInt64 = 1
    for i in 0..<300_000 as Range<UInt64> { sum = sum &* 31 &+ i }
    busy.lap(.order, rows: Int(sum & 1))
    ledger.add(busy)
    ledger.add(busy)
    #expect(busy.times[.order].nanoseconds > 0 && ledger.times[.order].nanoseconds == 2 * busy.times[.order].nanoseconds)
  }
}
