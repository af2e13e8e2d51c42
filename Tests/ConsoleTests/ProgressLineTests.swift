@testable import Console
import Testing

@testable import Pipeline

/// How far a run has come, in words and figures.
@Suite struct ProgressLineTests {
  private func reading(_ change: (inout ProgressReading) -> Void) -> ProgressReading {
    var reading = ProgressReading()
    reading.phase = .reading
    change(&reading)
    return reading
  }

  @Test func saysBytesRowsRateAndTimeLeft() {
    let line = ProgressLine.text(
      reading {
        ($0.bytes, $0.totalBytes, $0.rows, $0.readingSeconds) = (1_340_000_000, 4_200_000_000, 12_460_000, 3.0)
      })
    #expect(line == "1.3 of 4.2 GB · 12.4 M rows · 4.1 M rows/s · 7 s left")
  }

  @Test func saysWhatIsKnown() {
    #expect(
      ProgressLine.text(
        reading {
          $0.rows = 1; $0.bytes = 999; $0.readingSeconds = 0.1
        }) == "999 B · 1 row")
    let pipe = reading { ($0.bytes, $0.rows, $0.readingSeconds) = (5_000_000, 70_000, 2) }
    #expect(ProgressLine.text(pipe) == "5.0 MB · 70.0 k rows · 35.0 k rows/s")
    #expect(pipe.secondsLeft == nil)
    let mixed = reading { ($0.bytes, $0.totalBytes, $0.readingSeconds) = (950_000, 2_000_000_000, 0.1) }
    #expect(ProgressLine.text(mixed) == "950 kB of 2.0 GB · 0 rows")
    // A file that grew.
    let grown = reading { ($0.bytes, $0.totalBytes, $0.rows, $0.readingSeconds) = (3_000, 2_000, 10, 1) }
    #expect(ProgressLine.text(grown) == "2.0 of 2.0 kB · 10 rows · 10 rows/s · 0 s left")
    #expect(ProgressLine.text(reading { ($0.totalBytes, $0.readingSeconds) = (0, 1) }) == "0 of 0 B · 0 rows · 0 rows/s")
  }

  @Test func saysWhatComesAfterReading() {
    func line(_ phase: RunProgress.Phase) -> String {
      ProgressLine.text(
        reading { ($0.phase, $0.rows, $0.partitionsDone, $0.partitions, $0.totalBytes) = (phase, 2_000_000, 7, 256, 5) })
    }
    #expect(line(.starting) == "starting")
    #expect(line(.linking) == "2.0 M rows read · finding out who is who")
    #expect(line(.crediting) == "2.0 M rows read · crediting: 7 of 256 parts")
    #expect(line(.writing) == "2.0 M rows read · writing the report")
  }

  @Test(
    arguments: [
      (0, "0"), (999, "999"), (1000, "1.0 k"), (1999, "1.9 k"), (99_999, "99.9 k"), (123_456, "123 k"), (999_999, "999 k"),
      (1_000_000, "1.0 M"), (.max, "9.2 E"),
    ] as [(Int64, String)])
  func countsAreCutToThreeDigits(_ number: Int64, _ text: String) { #expect(ProgressLine.scaled(number) == text) }

  @Test(
    arguments: [(0, "0 s"), (59, "59 s"), (60, "1 min"), (80, "1 min 20 s"), (3600, "1 h"), (3659, "1 h"), (7_500, "2 h 5 min")]
      as [(Int64, String)])
  func durationsHaveTwoUnits(_ seconds: Int64, _ text: String) { #expect(ProgressLine.duration(seconds) == text) }

  @Test func readingAnewBeginsAtZero() {
    let progress = RunProgress()
    #expect(progress.now.phase == .starting)
    progress.beginReading(totalBytes: 10)
    progress.add(bytes: 7)
    progress.add(rows: 3)
    #expect(progress.now.bytes == 7 && progress.now.rows == 3 && progress.now.totalBytes == 10)
    progress.beginReading(totalBytes: 5)
    #expect(progress.now.bytes == 0 && progress.now.rows == 0 && progress.now.totalBytes == 5)
    progress.begin(.crediting, partitions: 4)
    progress.addPartition()
    #expect(progress.now.partitionsDone == 1 && progress.now.partitions == 4 && progress.now.secondsLeft == nil)
  }
}
