import Settings
import Events
import Journeys
import Platform
import Values

extension RunError {
  /// Throws where the process was interrupted or terminated.
  static func throwIfInterrupted() throws(RunError) {
    if let signal = Interruption.received { throw RunError(status: 128 + signal, "interrupted; nothing was written") }
  }

  /// A column of channels or campaigns that is a column of ids.
  static func tooManyNames(_ count: Int, _ trouble: String, orElse remedy: String? = nil) -> RunError {
    .configuration(
      "more than \(count) different channels and campaigns were read, \(trouble); a campaign column that differs in every "
        + "row, such as a click id, is no campaign: leave it out with --columns" + (remedy.map { ", or \($0)" } ?? ""))
  }
}
