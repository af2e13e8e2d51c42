import Settings
import Archive
import Events
import Journeys
import Platform
import Values

/// The first phase: every input is read once, or twice where `--damaged skip` leaves some out.
extension RunContext {
  /// Reads rates, spend and logs. Where that fails, the file of `--rejects` has the rows rejected so far.
  package func collect(_ inputs: [InputFile]) throws -> Collected {
    let rates = try RateInputs.read(configuration)
    let spend = try SpendInputs.read(configuration, rates: rates.rates)
    let rules = readingRules(rates.rates)
    do {
      return Collected(inputs: inputs, rates: rates, spend: spend, events: try collectWhole(inputs, rules))
    } catch {
      try writeRejectsFile(spend)
      switch error {
      case is TooManyRejects: throw rejectedTooMany(configuration.maxRejects, stopped: true)
      case let error as ArchiveError:
        let error = withRows(error, inputs, rules)
        throw RunError(status: RunError(error).status, error.text(orElse: "pass --damaged skip"))
      default: throw error
      }
    }
  }

  /// What reading a row depends on.
  private func readingRules(_ rates: ExchangeRates) -> ReadingRules {
    var rules = ReadingRules(
      funnel: configuration.readingFunnel, zone: configuration.zone, reportCurrency: configuration.currency, rates: rates,
      noIDs: configuration.noIDs, seed: configuration.tests.seed ?? UInt64.random(in: .min ... .max),
      channelMap: configuration.channelMap, mappedSpellingBytes: policy.mappedSpellingBytes,
      sets: configuration.inputs.map { SetRules(zone: $0.zone, currency: $0.currency) })
    if configuration.credits != nil { rules.spelledStages = Set(configuration.goals) }
    rules.knowsAccounts = configuration.inputs.contains(where: \.mayNameAccounts)
    rules.maxRecordBytes = configuration.text.maxLineBytes
    rules.amounts = configuration.text.amounts
    return rules
  }

  /// Reads the inputs that are intact. A damaged one may have given rows, names, links, currencies and rejects before its
  /// damage was found. So everything that was read is thrown away, and the others are read again. The result is that of a run
  /// without the damaged inputs, whatever the threads and the memory.
  private func collectWhole(_ inputs: [InputFile], _ rules: ReadingRules) throws -> CollectedEvents {
    var damaged: [Int: ArchiveError] = [:]
    let spools = try spools(for: inputs)
    while true {
      let collector = Collector(self, rules: rules, inputs: inputs, leavingOut: Set(damaged.keys), spools: spools)
      do {
        var collected = try collector.collect()
        try registry.checkKeys()
        collected.damaged = damaged
        return collected
      } catch let found as DamagedInputs {
        damaged.merge(found.errors) { first, _ in first }
        registry.clear()
        rejects.clear()
        try sayLeftOut(found, damagedInAll: damaged.count, of: inputs)
      }
    }
  }

  /// The same damage with the number of rows before it. They are counted only now, so that intact inputs cost nothing more.
  /// They are counted in blocks of one size, so that the message depends on nothing but the file.
  private func withRows(_ damage: ArchiveError, _ inputs: [InputFile], _ rules: ReadingRules) -> ArchiveError {
    guard damage.saysHowFar, let place = inputs.firstIndex(where: { $0.path == damage.path && !$0.isReadOnce }) else {
      return damage
    }
    let set = configuration.inputs[inputs[place].list]
    do {
      var reader = try BlockReader(
        inputs[place], number: place, registry: SourceRegistry(), set: set, text: configuration.text.of(set), rules: rules,
        blockBytes: PipelinePolicy.ownBlockBytes, archives: configuration.archives, countsRows: true)
      try reader.check(atMost: .max, atRecord: true)
    } catch {
      return error as? ArchiveError ?? damage
    }
    return damage
  }

  /// What keeps the bytes of pipes, which may be needed twice.
  private func spools(for inputs: [InputFile]) throws -> [Int: InputSpool] {
    var spools: [Int: InputSpool] = [:]
    guard configuration.skipsDamaged, inputs.count > 1 else { return spools }
    for (place, input) in inputs.enumerated() where input.isReadOnce { spools[place] = InputSpool(try scratch.newFile()) }
    return spools
  }

  private func sayLeftOut(_ found: DamagedInputs, damagedInAll: Int, of inputs: [InputFile]) throws {
    for (place, error) in found.errors.sorted(by: { $0.key < $1.key }) {
      if damagedInAll == inputs.count {
        throw RunError(
          status: RunError(error).status, "\(error.source): \(error.reason); no input is whole, so nothing was written")
      }
      tell("\(error.source): \(error.reason); \(inputs[place].displayName) is left out whole (--damaged skip)")
    }
  }
}

extension InputFile {
  /// Its name in messages.
  package var displayName: String { isStandardInput ? "standard input" : path }
}
