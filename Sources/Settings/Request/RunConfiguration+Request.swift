import Archive
import Events
import Text
import Values

extension RunConfiguration {
  /// The configuration that a request amounts to, with the environment and the request's configuration file.
  ///
  /// - Throws: `RunError` with the name of the option, its text and what is accepted: status 64 for the command line and the
  ///   environment, 78 and the location for a configuration file, 66 where that file cannot be read.
  public init(_ request: RunRequest) throws(RunError) {
    var request = request
    try request.fill(from: Environment.variables)
    try self.init(request, now: WallClock.now)
  }

  /// The configuration of a request without the environment. Relative dates are computed from `now` unless `--as-of` is given.
  init(_ request: RunRequest, now: Instant) throws(RunError) {
    try request.checkTexts()
    let file = try request.configurationFile.map { path throws(RunError) in try ConfigurationFile(path: path) }
    try self.init(request, file: file ?? ConfigurationFile(), now: now)
  }

  /// The configuration of a request and the contents of a configuration file.
  ///
  /// Every property is set once, from the options and from properties before it.
  package init(_ request: RunRequest, file: ConfigurationFile, now: Instant) throws(RunError) {
    var request = request
    request.fill(from: file.options)
    if request.inputs.isEmpty && file.inputs.isEmpty {
      throw .usage(
        "no event logs are given; name files, directories, globs or - for standard input"
          + (request.configurationFile == nil ? "" : ", or list them under 'inputs' in the configuration file"))
    }
    configurationFile = request.configurationFile
    version = request.version
    tests = .ofEnvironment

    // What is credited.
    funnel = try file.funnel.funnel()
    halfLife = try request.value(of: Options.halfLife)
    models = try ModelChecking.models(try request.value(of: Options.model), custom: file.models, funnel, halfLife: halfLife)
    goals = try ModelChecking.goals(try request.value(of: Options.goal), funnel, custom: file.funnel.stages)
    lookback = try request.value(of: Options.lookback)
    threads = try request.value(of: Options.threads)
    memoryBytes = try request.value(of: Options.memory)
    scratchDirectory = try request.value(of: Options.scratch)
    noIDs = file.noIDTexts
    resetsAfterConversion = try request.value(of: Options.afterConversion)
    stageTouches = try request.value(of: Options.stageChannel)
    keepsLast = try request.value(of: Options.keep)

    // How logs are read, and which touches count.
    ratesFiles = try request.value(of: Options.rates)
    columns = try request.value(of: Options.columns) ?? (file.columns.isEmpty ? nil : file.columns)
    var text = TextSettings()
    text.encoding = try request.value(of: Options.encoding)
    channelMap = try request.value(of: Options.channelMap).map { path throws(RunError) in
      try ChannelChecking.channelMap(path, preferred: text.preferred)
    }
    aliases = try ChannelChecking.aliases(try request.value(of: Options.alias), table: file.aliases)
    touchEvents = try TouchEventChoice.events(try request.value(of: Options.touchEvents), of: funnel)
    session = try request.value(of: Options.session)
    channels = ChannelChoice(
      included: try request.value(of: Options.includeChannel), excluded: try request.value(of: Options.excludeChannel))
    text.format = try request.value(of: Options.format)
    text.maxLineBytes = try request.value(of: Options.maxLine)
    text.amounts = try request.value(of: Options.amounts) ?? text.amounts
    text.spendAmounts = try request.value(of: Options.spendAmounts) ?? text.amounts
    text.header = try TextChecking.header(try request.value(of: Options.header), columns: columns, channelMap)
    self.text = text
    zone = try request.value(of: Options.timeZone)
    currency = try request.value(of: Options.currency)

    // Which files are read.
    let checking = InputSetChecking(funnel: funnel, columns: columns, text: text, currency: currency, channelMap: channelMap)
    // Inputs of the command line are one input set. Those of the file then do not count, nor does its spend beside --spend.
    inputs = request.inputs.isEmpty ? try checking.inputs(file.inputs) : [InputSet(paths: request.inputs, columns: columns)]
    let spendFiles = try request.value(of: Options.spend)
    spend = spendFiles.isEmpty ? try checking.spend(file.spend) : [SpendSet(spendFiles)]
    skipsDamaged = try request.value(of: Options.damaged)
    var archives = ArchivePolicy()
    archives.maxDepth = try request.value(of: Options.maxDepth)
    archives.maxRatio = try request.value(of: Options.maxRatio)
    archives.maxUnpackedBytes = try request.value(of: Options.maxUnpacked)
    self.archives = archives
    let period = try Period(
      period: try request.value(of: Options.period), from: try request.value(of: Options.from),
      to: try request.value(of: Options.to), asOf: try request.value(of: Options.asOf), zone: zone, now: now)
    (from, to, asOf) = (period.from, period.to, period.asOf)

    // What is written.
    output = try request.value(of: Options.output)
    var dialect = try request.value(of: Options.spreadsheet)
    dialect.hasDecimalComma = try request.value(of: Options.decimalComma)
    self.dialect = dialect
    credits = try CreditsChoice(
      isListed: try request.value(of: Options.credits), ids: try request.value(of: Options.journeyIDs),
      keyFile: try request.value(of: Options.hashKeyFile))
    scratchLimitBytes = try request.value(of: Options.maxScratch)
    rejectsFile = try request.value(of: Options.rejects)
    failsOnEmpty = try request.value(of: Options.failOnEmpty)
    quiet = try request.value(of: Options.quiet)
    messageFormat = try request.value(of: Options.logFormat)
    maxRejects = try request.value(of: Options.maxRejects)
  }
}
