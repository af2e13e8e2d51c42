import Pipeline
import Values
import Text
import Settings
import Archive
import Events
import Glibc
import Platform

/// A first configuration for a user's own files: looked at, guessed, written down with every reason.
public struct FirstConfiguration: Sendable {
  /// The configuration, a YAML text.
  public let text: String
  /// What was made, a line each, for people.
  public let findings: [String]
  private let output: String

  /// Looks at files, directories, globs or `-`; `output` is where the configuration will stand, `-` for nowhere. At most
  /// `SampledFile.mostBytes` of text are looked at, and the first `leastBytes` of each file.
  ///
  /// - Throws: `RunError`: 66 for inputs that are not there, 65 where no event log is among them.
  public init(inputs: [String], output: String) throws(RunError) {
    do {
      if output != "-", let former = Self.former(output).first {
        let named = try inputs.filter { !Self.isFolder($0) }.flatMap { try InputList.expand([$0]) }
        if named.contains(where: { $0.identity == former.identity }) {
          throw RunError.usage("\(output) is one of the files to look at, which it would replace; name another with --output")
        }
      }
      let former = output == "-" ? [] : Self.former(output)
      let files = try InputList.expand(inputs).filter { file in
        !former.contains { $0.identity == file.identity }
      }
      if files.isEmpty {
        let named = inputs.joined(separator: ", ")
        throw RunError(status: 66, "\(named): no file is in there (names that begin with a dot are passed over)")
      }
      let sampled = try SampledFiles(files)
      var draft = ConfigurationDraft(sampled, machineZone: MachineZone.name)
      Self.checkMaps(&draft)
      if draft.events.isEmpty { throw Self.nothingUnderstood(draft) }
      let place = PathPlace(of: output)
      let choice = try PathChoice(inputs, empty: draft.empty, place: place.folder)
      let name = output == "-" ? "tributary.yaml" : output
      text = draft.text(name: name) { choice.paths(of: $0).map(place.path) }
      findings = Self.findings(draft)
      self.output = output
      try Self.check(text, name)
    } catch {
      throw RunError(error)
    }
  }

  /// Writes the file.
  ///
  /// - Throws: status 73 where it exists and `replacing` is false, or where it cannot be written.
  public func write(replacing: Bool) throws(RunError) {
    if !replacing { try Self.checkFree(output) }
    do throws(OutputError) {
      var file = try OutputFile(path: output)
      try file.write(Array(text.utf8))
      try file.finish()
    } catch {
      throw RunError(error)
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    SystemPath(path).status()?.kind == .directory
  }

  /// The file that will be replaced: it may lie among the inputs, and is none.
  private static func former(_ output: String) -> [InputFile] {
    do throws(InputError) { return try InputList.expand([output]) } catch { return [] }
  }

  /// - Throws: status 73 where something stands at the path.
  public static func checkFree(_ path: String) throws(RunError) {
    guard SystemPath(path).allows(F_OK) else { return }
    throw RunError(
      status: 73, "\(path) exists and is left as it is; give --force to replace it, or --output another name (- prints it)")
  }

  private static func checkMaps(_ draft: inout ConfigurationDraft) {
    for path in draft.channelMaps {
      do {
        let bytes = try SmallText.read(path, what: "channel map", option: "--channel-map")
        _ = try ChannelMap(bytes, name: path)
      } catch let error as ChannelMapError {
        draft.refuse(channelMap: path, because: "a channel map whose line \(error.line) cannot be: \(error.message)")
      } catch {
        draft.refuse(channelMap: path, because: "a channel map that cannot be read")
      }
    }
  }

  private static let mostShown = 5

  private static func nothingUnderstood(_ draft: ConfigurationDraft) -> RunError {
    var lines = ["no event log is among \(Count.text(draft.fileCount, "file")), so there is nothing to configure"]
    lines += draft.refused.prefix(mostShown).map { "  \($0.path): \($0.reason)" }
    if draft.refused.count > mostShown { lines.append("  and \(draft.refused.count - mostShown) more") }
    if !draft.empty.isEmpty { lines.append("  empty: \(draft.empty.prefix(mostShown).joined(separator: ", "))") }
    if !draft.spend.isEmpty { lines.append("  spend is there; name the logs of touches and deals, too") }
    lines.append("An event log has a time, somebody's id, and an event, a channel or an amount; the README lists its columns")
    return RunError(status: 65, lines.joined(separator: "\n"))
  }

  private static func findings(_ draft: ConfigurationDraft) -> [String] {
    let kinds = [
      (Count.text(draft.events.count, "kind") + " of event log", draft.events.count),
      (Count.text(draft.spend.count, "kind") + " of spend", draft.spend.count),
      (Count.text(draft.rates.count, "table") + " of exchange rates", draft.rates.count),
      ("a channel map", draft.channelMaps.count),
    ].filter { $0.1 > 0 }.map(\.0)
    var lines = ["\(Count.text(draft.fileCount, "file")) looked at: \(kinds.joined(separator: ", "))"]
    lines += draft.refused.prefix(mostShown).map { "not read: \($0.path): \($0.reason)" }
    if draft.refused.count > mostShown { lines.append("not read: \(Count.text(draft.refused.count - mostShown, "file")) more") }
    let guesses =
      draft.events.flatMap { $0.guess.picks.values }.count(where: \.isGuess)
      + draft.spend.flatMap { $0.guess.picks.values }.count(where: \.isGuess) + draft.tally.guessed.count
      + draft.events.count { $0.event != nil } + draft.spend.count { $0.channel != nil }
    if guesses > 0 { lines.append("\(Count.text(guesses, "choice")) to be checked: see the comments") }
    return lines
  }

  /// Reads the text as a run would: a text that fails here is a fault of this program, and is not written.
  private static func check(_ text: String, _ name: String) throws(RunError) {
    do throws(RunError) {
      _ = try RunConfiguration(RunRequest(), file: ConfigurationFile(text: text, path: name), now: WallClock.now)
    } catch {
      throw RunError(
        status: 70,
        "the configuration made here cannot be read, which is a fault of this program; nothing was written. It says: "
          + error.description)
    }
  }
}

/// Where a configuration stands: paths in it are meant from its own folder.
private struct PathPlace {
  private let here: String?
  let folder: String

  init(of output: String) {
    let name = output.lastIndex(of: "/").map { String(output[...$0]) } ?? ""
    folder = name.isEmpty ? "." : name
    let standsHere = name.isEmpty || name == "./"
    here = standsHere ? nil : SystemPath.current
  }

  /// A path given in the current folder, as the configuration has to say it.
  func path(_ given: String) -> String {
    guard let here, !given.hasPrefix("/"), given != "-" else { return given }
    return here + "/" + given
  }
}
