import Text
import Credit
import Events
import Platform
import Values

extension RunConfiguration {
  /// The configuration that a request amounts to, the environment and its configuration file read.
  ///
  /// - Throws: `RunError` naming the option, what it reads and what it may read: with status 64 for the command line, 78
  ///   and the place for a configuration file; 66 where that file cannot be read.
  public init(_ request: RunRequest) throws(RunError) {
    var request = request
    try request.fill(from: Environment.variables)
    try self.init(request, now: WallClock.now)
  }

  /// `now` dates relative periods where no `--as-of` does.
  init(_ request: RunRequest, now: Instant) throws(RunError) {
    try request.checkTexts()
    let file = try request.configurationFile.map { path throws(RunError) in try ConfigurationFile(path: path) }
    try self.init(request, file: file ?? ConfigurationFile(), now: now)
  }

  /// What a request and a configuration file, already read, amount to.
  package init(_ request: RunRequest, file: ConfigurationFile, now: Instant) throws(RunError) {
    var request = request
    request.fill(from: file)
    if request.inputs.isEmpty && request.inputSets.isEmpty {
      throw .usage(
        "no event logs are given; name files, directories, globs or - for standard input"
          + (request.configurationFile == nil ? "" : ", or list them under 'inputs' in the configuration file"))
    }
    let funnel = try file.funnel.funnel()
    let halfLife = try Self.halfLife(request[.halfLife])
    self.init(
      inputs: [],
      models: try Self.models(request.all(.model), own: file.models, funnel, halfLife),
      goals: try Self.goals(request.all(.goal), funnel, file.funnel.stages),
      lookback: try Self.duration(request[.lookback]) ?? Self.defaultLookback, halfLife: halfLife,
      threads: try Self.threads(request[.threads]), memoryBytes: try Self.memory(request[.memory]),
      scratchDirectory: request[.scratch]?.text ?? Environment.value("TMPDIR") ?? "/tmp", version: request.version)
    self.funnel = funnel
    configurationFile = request.configurationFile
    noIDs = file.noIDTexts
    try readMeaning(request)
    text.encoding = try Self.encoding(request[.encoding])
    try readTouches(request)
    try readText(request)
    try readPlace(request)
    try readSets(request)
    try readArchives(request)
    try readPeriod(request, now: now)
    try readOutput(request)
    tests = Environment.testSwitches
  }

  private mutating func readMeaning(_ request: RunRequest) throws(RunError) {
    resetsAfterConversion = try Self.choice(request[.afterConversion], ["keep", "reset"]) == 1
    stageTouches = try Self.choice(request[.stageChannel], ["ignore", "touch"]) == 1
    keepsLast = try Self.choice(request[.keep], ["first", "last"]) == 1
    ratesFiles = request.all(.rates).map(\.text)
    if let columns = request[.columns] {
      do { self.columns = try ColumnMap.parse(columns.text) } catch { throw columns.error(error.message) }
    } else if !request.columnTable.isEmpty {
      columns = request.columnTable
    }
  }

  private mutating func readPlace(_ request: RunRequest) throws(RunError) {
    zone = try Self.zone(request[.timeZone]) ?? zone
    currency = try Self.currency(request[.currency])
  }

  private mutating func readOutput(_ request: RunRequest) throws(RunError) {
    output = request[.output]?.text ?? output
    if request[.spreadsheet] != nil {
      _ = try Self.choice(request[.spreadsheet], ["excel"])
      dialect = .excel
    }
    dialect.hasDecimalComma = request[.decimalComma]?.text == "true"
    credits = try CreditsChoice(request)
    scratchLimitBytes = try Self.scratchLimit(request[.maxScratch])
    rejectsFile = request[.rejects]?.text
    failsOnEmpty = request[.failOnEmpty]?.text == "true"
    quiet = request[.quiet]?.text == "true"
    messageFormat = MessageFormat.allCases[try Self.choice(request[.logFormat], MessageFormat.names)]
    if let written = request[.maxRejects] {
      guard let limit = RejectLimit(written.text) else {
        throw written.refusal("write a count such as 100, or a share such as 0.5%")
      }
      maxRejects = limit
    }
  }

  package static func halfLife(_ setting: Setting?) throws(RunError) -> Int64 {
    guard let setting, let halfLife = try duration(setting) else { return defaultHalfLife }
    guard halfLife > 0 else { throw setting.refusal("give a duration above 0, as in 7d") }
    return halfLife
  }

  private static func duration(_ setting: Setting?) throws(RunError) -> Int64? {
    guard let setting else { return nil }
    guard let microseconds = DurationText.microseconds(setting.text) else {
      throw setting.refusal("write a number and d, h, m or s, as in 90d or 7.5d")
    }
    return microseconds
  }

  /// Which of the words stands there; the first where none is given.
  static func choice(_ setting: Setting?, _ words: [String]) throws(RunError) -> Int {
    guard let setting else { return 0 }
    guard let place = words.firstIndex(of: setting.text) else {
      throw setting.refusal("it is \(words.joined(separator: " or "))", near: words)
    }
    return place
  }

  private static func threads(_ setting: Setting?) throws(RunError) -> Int {
    guard let setting else { return Environment.coreCount }
    guard let count = Int(setting.text), (1...1024).contains(count) else {
      throw setting.refusal("use a number from 1 to 1024")
    }
    return count
  }

  private static func memory(_ setting: Setting?) throws(RunError) -> Int {
    guard let setting else { return max(leastMemory, ProcessMemory.available / 2) }
    guard let bytes = SizeText.bytes(setting.text) else {
      throw setting.refusal("write a size such as 256MiB, 512MB or 4GiB")
    }
    guard bytes >= leastMemory else { throw setting.refusal("a run needs 16MiB at least") }
    return bytes
  }

  private static let leastMemory = 16 << 20

  private static func scratchLimit(_ setting: Setting?) throws(RunError) -> Int64? {
    guard let setting else { return nil }
    guard let bytes = SizeText.bytes(setting.text) else { throw setting.refusal("write a size such as 20GB or 1TiB") }
    return Int64(bytes)
  }
}

extension RunConfiguration {
  /// The models asked for, in that order; without any the usual ones, then those of one's own in the file's order.
  package static func models(
    _ asked: [Setting], own: [OwnModel], _ funnel: Funnel, _ halfLife: Int64
  ) throws(RunError) -> [CreditModel] {
    var ownModels: [CreditModel] = []
    for model in own { ownModels.append(try model.model(funnel: funnel)) }
    func builtIn(_ name: String) throws(CreditModelError) -> CreditModel {
      try CreditModel.named(name, funnel: funnel, halfLife: halfLife, alsoKnown: ownModels.map(\.name))
    }
    if asked.isEmpty {
      do { return try defaultModels.map { name throws(CreditModelError) in try builtIn(name) } + ownModels } catch {
        preconditionFailure("a default model cannot be made: \(error)")
      }
    }
    var chosen: [CreditModel] = []
    for setting in asked {
      if chosen.contains(where: { $0.name == setting.text }) {
        throw setting.error("\(setting.name) \(setting.text) is given twice")
      }
      if let model = ownModels.first(where: { $0.name == setting.text }) {
        chosen.append(model)
        continue
      }
      do { chosen.append(try builtIn(setting.text)) } catch { throw setting.error("\(setting.name): \(error.description)") }
    }
    return chosen
  }

  /// Places of the stages asked for, in funnel order; `won` without any.
  package static func goals(
    _ asked: [Setting], _ funnel: Funnel, _ ownStages: [OwnStage]?
  ) throws(RunError) -> [Int] {
    let names = funnel.stages.map(\.name)
    var places: Set<Int> = []
    for setting in asked {
      guard let place = funnel.place(of: setting.text) else {
        let question = NearName.question(for: setting.text, among: names)
        throw setting.error(
          "\(setting.name) reads '\(setting.text)', which is no stage of the funnel"
            + (question.isEmpty ? "; it has \(names.joined(separator: ", "))" : question))
      }
      places.insert(place)
    }
    if asked.isEmpty {
      if let won = funnel.place(of: "won") {
        places.insert(won)
      } else if let first = ownStages?.first {
        throw first.name.error(
          "no stage of this funnel is 'won', the usual goal; say which one to credit with --goal or 'goal:', "
            + "as in 'goal: \(names.last ?? "")'")
      }
    }
    return places.sorted()
  }
}

extension RunError {
  package static func usage(_ message: String) -> RunError { RunError(status: 64, message) }
}
