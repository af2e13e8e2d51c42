import Pipeline

/// What a moment of a run reads like on one line: `1.3 of 4.2 GB · 12.4 M rows · 4.1 M rows/s · 1 min 20 s left`.
///
/// Units are decimal, as of disks, and every text is ASCII but for the dots between.
enum ProgressLine {
  static func text(_ reading: ProgressReading) -> String {
    let rows = count(reading.rows, "row")
    switch reading.phase {
    case .starting: return "starting"
    case .reading:
      var parts = [bytes(reading), rows]
      if let rate = reading.rowsPerSecond { parts.append(scaled(rate) + " rows/s") }
      if let left = reading.secondsLeft { parts.append(duration(left) + " left") }
      return parts.joined(separator: " · ")
    case .linking: return "\(rows) read · finding out who is who"
    case .crediting: return "\(rows) read · crediting: \(reading.partitionsDone) of \(reading.partitions) parts"
    case .writing: return "\(rows) read · writing the report"
    }
  }

  /// The figures for programs, in the order of the line; null for what is not known.
  static func members(_ reading: ProgressReading) -> [(name: String, value: Int64?)] {
    [
      ("bytes", reading.bytes), ("total_bytes", reading.totalBytes), ("rows", reading.rows),
      ("rows_per_second", reading.rowsPerSecond), ("seconds_left", reading.secondsLeft),
    ]
  }

  private static func bytes(_ reading: ProgressReading) -> String {
    guard let total = reading.totalBytes else { return scaled(reading.bytes, bytes: true) }
    // A file that grows is read beyond what it was.
    let done = scaled(min(reading.bytes, total), bytes: true), all = scaled(total, bytes: true)
    let (doneParts, allParts) = (done.split(separator: " "), all.split(separator: " "))
    return doneParts.last == allParts.last ? "\(doneParts[0]) of \(all)" : "\(done) of \(all)"
  }

  private static func count(_ number: Int64, _ noun: String) -> String { scaled(number) + " " + noun + (number == 1 ? "" : "s") }

  /// Three digits or so and the letter of their thousands, cut and not rounded: nothing is done before it is done.
  static func scaled(_ number: Int64, bytes: Bool = false) -> String {
    let letters = bytes ? ["B", "kB", "MB", "GB", "TB", "PB", "EB"] : ["", "k", "M", "G", "T", "P", "E"]
    var unit: Int64 = 1
    var place = 0
    while place + 1 < letters.count, number / unit >= 1000 {
      unit *= 1000
      place += 1
    }
    let whole = number / unit
    let tenth = unit > 1 && whole < 100 ? ".\(number % unit * 10 / unit)" : ""
    return "\(whole)\(tenth)" + (letters[place].isEmpty ? "" : " " + letters[place])
  }

  /// `45 s`, `1 min 20 s`, `2 h 5 min`.
  static func duration(_ seconds: Int64) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min" + (seconds % 60 == 0 ? "" : " \(seconds % 60) s")
    default: "\(seconds / 3600) h" + (seconds / 60 % 60 == 0 ? "" : " \(seconds / 60 % 60) min")
    }
  }
}
