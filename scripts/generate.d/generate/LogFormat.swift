import ArgumentParser

/// How fields are parted, by tributary's names.
enum LogFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
  case csv, semicolon, pipe, tsv
  case tsvUnquoted = "tsv-unquoted"
  case tsvEscaped = "tsv-escaped"
  case jsonl

  var delimiter: UInt8 {
    switch self {
    case .csv, .jsonl: 0x2C
    case .semicolon: 0x3B
    case .pipe: 0x7C
    case .tsv, .tsvUnquoted, .tsvEscaped: 0x09
    }
  }

  /// What a file's name ends in, before the compression's own ending.
  var ending: String {
    switch self {
    case .csv, .semicolon, .pipe: "csv"
    case .tsv, .tsvUnquoted, .tsvEscaped: "tsv"
    case .jsonl: "jsonl"
    }
  }

  /// A text as a field of this format; of JSON, what stands between the quotes.
  func field(_ text: String) -> String {
    switch self {
    case .tsvUnquoted: text
    case .tsvEscaped: text.reduce(into: "") { $0 += $1 == "\\" || $1 == "\t" ? "\\\($1)" : "\($1)" }
    case .jsonl: text.reduce(into: "") { $0 += $1 == "\\" || $1 == "\"" ? "\\\($1)" : "\($1)" }
    case .csv, .semicolon, .pipe, .tsv:
      text.utf8.contains { $0 == delimiter || $0 == 0x22 } || text.hasPrefix(" ")
        ? "\"" + text.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : "\($1)" } + "\"" : text
    }
  }
}
