/// The kinds of touches that a run counts apart: those that cost a visitor no effort, and the others.
public enum TouchKind: UInt8, Sendable, BitwiseCopyable {
  case other, impression, pageView

  /// The kind by the event's name, in any funnel: `ad_impression` is an impression, too.
  init(event name: String) {
    // Shorter names contain neither word. Called once per campaign: with a million campaigns this was a third of the reading time.
    guard name.utf8.count >= 8 else {
      self = .other
      return
    }
    let characters = Array(name.lowercased().filter { $0.isLetter }.utf8)
    self = Self.find("impression", in: characters) ? .impression : Self.find("pageview", in: characters) ? .pageView : .other
  }

  /// By bytes: `contains` of a string takes 2 µs.
  private static func find(_ word: String, in characters: [UInt8]) -> Bool {
    let word = word.utf8
    guard characters.count >= word.count else { return false }
    return (0...(characters.count - word.count)).contains { characters[$0..<($0 + word.count)].elementsEqual(word) }
  }
}

/// Touches that were read and not rejected, excluded ones too. Merging is addition.
public struct TouchTally: Sendable, Equatable {
  public private(set) var impressions: Int64 = 0, pageViews: Int64 = 0
  /// By rule of the channel map, how many touches it named.
  public private(set) var byRule: [Int64]
  /// Touches that no rule of the channel map fits: they keep their channel.
  public private(set) var byNoRule: Int64 = 0

  public init(ruleCount: Int) { byRule = Array(repeating: 0, count: ruleCount) }

  @inline(__always)
  mutating func add(_ kind: TouchKind, rule: Int?) {
    if kind == .impression { impressions += 1 }
    if kind == .pageView { pageViews += 1 }
    if byRule.isEmpty { return }
    if let rule { byRule[rule] += 1 } else { byNoRule += 1 }
  }

  /// Adds provisional touches that were accepted.
  public mutating func add(_ touch: ProvisionalTouch, count: Int64) {
    if touch.kind == .impression { impressions += count }
    if touch.kind == .pageView { pageViews += count }
    if byRule.isEmpty { return }
    if let rule = touch.rule { byRule[rule] += count } else { byNoRule += count }
  }

  public static func += (a: inout TouchTally, b: TouchTally) {
    a.impressions += b.impressions
    a.pageViews += b.pageViews
    a.byNoRule += b.byNoRule
    for i in b.byRule.indices { a.byRule[i] += b.byRule[i] }
  }
}
