import Text
import Values

/// The figures of a report that fit on a screen: the largest channels of each goal, the models side by side.
///
/// The rows of `comparison.csv` fill it (`OverviewWriter`), so a screen and the files show the same figures.
public struct ReportOverview: Sendable {
  /// One channel under one model. Money is in whole units of the currency's last decimal, as printed; everything else is in
  /// millionths.
  package struct Cell: Sendable, Equatable {
    package var amount: Int128 = 0, conversions: Int128 = 0
    package var share: Int128?, roi: Int128?, costPerConversion: Int128?
  }

  /// One channel under all models.
  package struct Line: Sendable, Equatable {
    package var channel: String
    /// By model.
    package var cells: [Cell]
  }

  /// One goal.
  package struct Goal: Sendable {
    package var name: String
    package var hasMoney: Bool
    /// The largest channels, largest first.
    package var channels: [Line] = []
    /// How many channels are not among them, and the sum of these, without ratios.
    package var moreCount = 0
    package var more: [Cell] = []
    package var unattributed: Line?
    package var total: [Cell] = []
  }

  package let goals: [Goal]
  package let models: [String]
  package let currency: String
  /// Decimals of the currency's money as printed.
  package let decimals: Int
  package let decimalComma: Bool

  /// The most channels of a goal. Nobody reads more than a screen of lines.
  static let mostChannels = 20
}
