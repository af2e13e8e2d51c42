import ArgumentParser
import Glibc
import Values

/// Makes touch logs like those of a B2B company, of any size, and the sample of the repository.
@main
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Make a touch log of any size, or the sample in data/.",
    discussion: """
      generate 10M --output DIR writes DIR/touches/…, DIR/spend.csv and DIR/rates.csv. The same seed gives the same rows, on any
      machine and any number of threads. generate --sample data makes the repository's sample anew.
      """)

  @Argument(help: "How many rows: 5000, 200k, 10M, up to 1000M (header lines do not count).")
  var rows: String?

  @Option(name: [.long, .customShort("o")], help: "The directory to write; it must be empty or new.")
  var output: String?

  @Option(help: "Make the sample anew in this directory, whatever else is said.")
  var sample: String?

  @Option(help: "How fields are parted.")
  var format = LogFormat.csv

  @Option(help: "How letters become bytes.")
  var encoding = LetterEncoding.utf8

  @Option(help: "What files are packed by.")
  var compress = Compression.none

  @Option(help: "How many files, each with the rows of as long a time. Default: one for each day.")
  var files: Int?

  @Option(help: "How many days the log spans.")
  var days = 181

  @Option(name: .customLong("from"), help: "The first day.")
  var firstDate = "2026-01-01"

  @Option(help: "Another seed, another log.")
  var seed: UInt64 = 1

  @Option(name: .customLong("broken-every"), help: "Make one touch in so many unreadable; 0: none.")
  var brokenEvery = 0

  @Option(help: "Threads; each writes a file at a time. Default: one per core.")
  var threads: Int?

  func run() throws {
    do {
      if let sample { return try Sample().write(to: sample) }
      try writeLog()
    } catch {
      GenerateCommand.say("generate: \(error)")
      throw ExitCode(error is ValidationError ? 64 : 73)
    }
  }

  private func writeLog() throws {
    guard let rows, let count = GenerateCommand.count(rows), (1...1_000_000_000).contains(count) else {
      throw ValidationError("say how many rows, 1 to 1000M, as in: generate 10M --output DIR")
    }
    guard let output else { throw ValidationError("say where to, as in: generate \(rows) --output DIR") }
    guard let firstDay = GenerateCommand.day(firstDate) else {
      throw ValidationError("--from reads '\(firstDate)'; a date such as 2026-01-01 is meant, 1971 to 9999")
    }
    let hours = days * 24
    guard (1...3660).contains(days), (1...hours).contains(files ?? days), brokenEvery >= 0 else {
      throw ValidationError("--days is 1 to 3660, --files 1 to one per hour, --broken-every 0 or more")
    }
    guard (1...1024).contains(threads ?? 1) else { throw ValidationError("--threads is 1 to 1024") }
    let curve = ArrivalCurve(firstDay: firstDay, days: days, rows: count)
    let world = World(seed: seed, curve: curve, brokenEvery: brokenEvery)
    let folder = "\(output)/touches"
    try Folder.create(output, mustBeEmpty: true)
    try Folder.create(folder)
    let writer = LogWriter(
      world: world, folder: folder, files: files ?? days, format: format, encoding: encoding, compression: compress)
    let started = ContinuousClock.now
    let volume = try writer.write(threads: threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    let spend = SpendTable(firstDay: firstDay, days: days, seed: seed, scale: curve.rowsPerDay / Sample.rowsPerDay)
    try Folder.write(spend.lines(), to: "\(output)/spend.csv")
    try Folder.write(spend.rateLines(), to: "\(output)/rates.csv")
    let rate = Double(volume.rows) / max(seconds, 0.001) / 1_000_000
    GenerateCommand.say(
      """
      generate: \(volume.rows) rows, \(volume.bytes >> 20) MiB before packing, in \(SpendTable.amount(seconds, .dollar)) s \
      (\(SpendTable.amount(rate, .dollar)) million rows a second); to read them:
      tributary run --spend \(output)/spend.csv --rates \(output)/rates.csv --currency KRW \(folder)
      """)
  }

  /// Writes lines to standard error; where nobody listens nothing is lost.
  private static func say(_ message: String) {
    let line = message + "\n"
    unsafe _ = Glibc.write(2, line, line.utf8.count)
  }

  /// `200k` and `10M` as numbers.
  static func count(_ text: String) -> Int? {
    let units: [Character: Int] = ["k": 1000, "K": 1000, "M": 1_000_000]
    guard let last = text.last, let unit = units[last] else { return Int(text) }
    return Int(text.dropLast()).flatMap { $0 < 1_000_000_000 ? $0 * unit : nil }
  }

  static func day(_ text: String) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], (1971...9999).contains(year),
      (1...12).contains(month), (1...CivilDate.days(inMonth: month, year: year)).contains(day)
    else { return nil }
    return CivilDate.dayNumber(year: year, month: month, day: day)
  }
}
