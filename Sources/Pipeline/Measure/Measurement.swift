import Text
import Report
import Values

/// What a run took, stage by stage, as `--measure` shows it.
package struct Measurement: Sendable {
  /// Of all threads.
  var times: StepTimes
  /// Rows of the logs.
  var rows: Int64
  /// From the start of the run to its end, on the wall clock.
  var milliseconds: Int64
  /// What the processor worked for the whole process.
  var processNanoseconds: Int64
  /// The most memory that was resident; nil where the system does not report it.
  var peakBytes: Int?

  /// A line of the table. What a line does not have is nil.
  private struct Line {
    var name: String
    var bytes: Int64?, rows: Int64?
    var nanoseconds: Int64
  }

  /// Every stage, then what belongs to none (reading rates and spend, merging names, starting), then all of it.
  private var lines: [Line] {
    let stages = Step.allCases.map { stage in
      Line(name: stage.name, bytes: times[stage].bytes, rows: times[stage].rows, nanoseconds: times[stage].nanoseconds)
    }
    return stages + [
      Line(name: "other", nanoseconds: max(0, processNanoseconds - times.nanoseconds)),
      Line(name: "all", rows: rows, nanoseconds: processNanoseconds),
    ]
  }

  /// For people: the table, and what the run took of the machine, each line ended.
  ///
  ///     stage        bytes    rows  CPU s  ns a row
  ///     inflate  1,353,216  10,000  0.007     703.4
  package var text: String {
    let number = NumberText()
    let rows =
      [["stage", "bytes", "rows", "CPU s", "ns a row"]]
      + lines.map { line in
        [
          line.name, line.bytes.map { number.text(Int128($0), decimals: 0) } ?? "",
          line.rows.map { number.text(Int128($0), decimals: 0) } ?? "",
          number.text(Int128(line.nanoseconds / 1_000_000), decimals: 3),
          Self.tenthsPerRow(line).map { number.text(Int128($0), decimals: 1) } ?? "",
        ]
      }
    let widths = rows[0].indices.map { column in rows.reduce(0) { max($0, $1[column].utf8.count) } }
    let table = rows.map { row in
      let cells = row.indices.map { column in
        let blanks = String(repeating: " ", count: widths[column] - row[column].utf8.count)
        return column == 0 ? row[column] + blanks : blanks + row[column]
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
    return table.joined() + sentence + "\n"
  }

  /// What the run took of the machine.
  package var sentence: String {
    let number = NumberText()
    let seconds = number.text(Int128(milliseconds / 10), decimals: 2)
    let busy = number.text(Int128(processNanoseconds / 10_000_000), decimals: 2)
    let peak = peakBytes.map { ", \(number.text(Int128($0 >> 20), decimals: 0)) MiB of memory at most" } ?? ""
    return "\(seconds) s, \(busy) s of processor time\(peak)"
  }

  /// For programs.
  package var members: [JSONValue.Member] {
    let stages = lines.map { line in
      JSONValue.object([
        .init("stage", .text(line.name)), .init("bytes", line.bytes.map { .integer($0) } ?? .null),
        .init("rows", line.rows.map { .integer($0) } ?? .null),
        .init("cpu_seconds", .decimal(line.nanoseconds / 1000, places: 6)),
        .init("ns_per_row", Self.tenthsPerRow(line).map { .decimal($0, places: 1) } ?? .null),
      ])
    }
    return [
      .init("stages", .array(stages)), .init("seconds", .decimal(milliseconds, places: 3)),
      .init("cpu_seconds", .decimal(processNanoseconds / 1000, places: 6)),
      .init("peak_bytes", peakBytes.map { .integer(Int64($0)) } ?? .null),
    ]
  }

  /// Nil where no row went through.
  private static func tenthsPerRow(_ line: Line) -> Int64? {
    guard let rows = line.rows, rows > 0 else { return nil }
    return line.nanoseconds * 10 / rows
  }
}
