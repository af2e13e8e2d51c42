import Credit
import Events
import Platform
import Report
import Values

extension RunConfiguration {
  /// The configuration that a request amounts to.
  ///
  /// - Throws: `RunError` with status 64, naming the option, what it reads and what it may read.
  public init(_ request: RunRequest) throws(RunError) {
    let funnel = Funnel.standard
    let halfLife = try Self.duration(request.halfLife, "--half-life") ?? Self.defaultHalfLife
    if halfLife == 0 { throw .usage("--half-life reads '\(request.halfLife ?? "")'; give a duration above 0, as in 7d") }
    self.init(
      inputs: request.inputs, models: try Self.models(request.models, funnel, halfLife),
      goals: try Self.goals(request.goals, funnel),
      lookback: try Self.duration(request.lookback, "--lookback") ?? Self.defaultLookback, halfLife: halfLife,
      threads: try Self.threads(request.threads), memoryBytes: try Self.memory(request.memory),
      scratchDirectory: request.scratch ?? Environment.value("TMPDIR") ?? "/tmp", version: request.version)
    spendFiles = request.spend
    ratesFiles = request.rates
    resetsAfterConversion = try Self.choice(request.afterConversion, "--after-conversion", ["keep", "reset"]) == 1
    stageTouches = try Self.choice(request.stageChannel, "--stage-channel", ["ignore", "touch"]) == 1
    keepsLast = try Self.choice(request.keep, "--keep", ["first", "last"]) == 1
    if let columns = request.columns {
      do { self.columns = try ColumnMap.parse(columns) } catch { throw .usage(error.message) }
    }
    try readPlace(request)
    try readPeriod(request)
    output = request.output ?? output
    if let program = request.spreadsheet {
      _ = try Self.choice(program, "--spreadsheet", ["excel"])
      dialect = .excel
    }
    dialect.hasDecimalComma = request.decimalComma
    rejectsFile = request.rejects
    failsOnEmpty = request.failsOnEmpty
    if let text = request.maxRejects {
      guard let limit = RejectLimit(text) else {
        throw .usage("--max-rejects reads '\(text)'; write a count such as 100, or a share such as 0.5%")
      }
      maxRejects = limit
    }
    tests = Environment.testSwitches
  }

  private mutating func readPlace(_ request: RunRequest) throws(RunError) {
    if let name = request.timeZone {
      guard let zone = ReportZone(name: name) else {
        throw .usage("--time-zone reads '\(name)', which is no time zone here; use an IANA name such as Asia/Seoul")
      }
      self.zone = zone
    }
    if let code = request.currency {
      guard let currency = Currency(code) else {
        throw .usage("--currency reads '\(code)'; use three letters such as KRW or USD")
      }
      self.currency = currency
    }
  }

  private mutating func readPeriod(_ request: RunRequest) throws(RunError) {
    from = try instant(request.from, "--from")
    to = try instant(request.to, "--to")
    if let start = from, let end = to, end <= start {
      throw .usage(
        "--from \(request.from ?? "") is not before --to \(request.to ?? ""), so no goal event can lie between them")
    }
  }

  private func instant(_ text: String?, _ option: String) throws(RunError) -> Instant? {
    guard let text else { return nil }
    var times = TimeReader(zone: zone)
    guard let microseconds = times.read(Array(text.utf8).span) else {
      throw .usage("\(option) reads '\(text)'; write a date such as 2026-03-01")
    }
    return Instant(microseconds: microseconds)
  }

  private static func models(_ names: [String], _ funnel: Funnel, _ halfLife: Int64) throws(RunError) -> [CreditModel] {
    var chosen: [CreditModel] = []
    for name in names.isEmpty ? defaultModels : names {
      if chosen.contains(where: { $0.name == name }) { throw .usage("--model \(name) is given twice") }
      do {
        chosen.append(try CreditModel.named(name, funnel: funnel, halfLife: halfLife))
      } catch {
        throw .usage("--model: \(error.description)")
      }
    }
    return chosen
  }

  private static func goals(_ names: [String], _ funnel: Funnel) throws(RunError) -> [Int] {
    var places: Set<Int> = []
    for name in names.isEmpty ? ["won"] : names {
      guard let place = funnel.place(of: name) else {
        throw .usage(
          "--goal reads '\(name)', which is no stage of the funnel; it has "
            + funnel.stages.map(\.name).joined(separator: ", "))
      }
      places.insert(place)
    }
    return places.sorted()
  }

  private static func duration(_ text: String?, _ option: String) throws(RunError) -> Int64? {
    guard let text else { return nil }
    guard let microseconds = DurationText.microseconds(text) else {
      throw .usage("\(option) reads '\(text)'; write a number and d, h, m or s, as in 90d or 7.5d")
    }
    return microseconds
  }

  /// Which of the words stands there; the first where none is given.
  private static func choice(_ text: String?, _ option: String, _ words: [String]) throws(RunError) -> Int {
    guard let text else { return 0 }
    guard let place = words.firstIndex(of: text) else {
      throw .usage("\(option) reads '\(text)'; it is \(words.joined(separator: " or "))")
    }
    return place
  }

  private static func threads(_ text: String?) throws(RunError) -> Int {
    guard let text else { return Environment.coreCount }
    guard let count = Int(text), (1...1024).contains(count) else {
      throw .usage("--threads reads '\(text)'; use a number from 1 to 1024")
    }
    return count
  }

  private static func memory(_ text: String?) throws(RunError) -> Int {
    guard let text else { return max(leastMemory, ProcessMemory.available / 2) }
    guard let bytes = SizeText.bytes(text) else {
      throw .usage("--memory reads '\(text)'; write a size such as 256MiB, 512MB or 4GiB")
    }
    guard bytes >= leastMemory else { throw .usage("--memory reads '\(text)'; a run needs 16MiB at least") }
    return bytes
  }

  private static let leastMemory = 16 << 20
}

extension RunError {
  static func usage(_ message: String) -> RunError { RunError(status: 64, message) }
}
