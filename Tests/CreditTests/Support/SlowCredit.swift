import Journeys

/// Specification, sections 4 and 5 once more, word by word, without regard for speed.
enum SlowCredit {
  /// The role tables as Specification, section 4 prints them; stages by their place in the standard funnel.
  static let tables: [String: [String: UInt64]] = [
    "first-touch": ["first": 1000], "last-touch": ["last": 1000], "last-non-direct": ["last-non-direct": 1000],
    "linear": ["middle": 1000],
    "w-shaped": ["first": 300, "0": 300, "4": 300, "middle": 100], "u-shaped": ["first": 500, "0": 500],
    "position-based": ["first": 400, "last": 400, "middle": 200],
    "full-path": ["first": 225, "0": 225, "4": 225, "last": 225, "middle": 100], "lead-creation": ["0": 1000],
    "j-shaped": ["first": 200, "last": 600, "middle": 200], "inverse-j": ["first": 600, "last": 200, "middle": 200],
  ]

  /// The weight of each eligible touch, or nothing where nobody holds a role with a weight.
  static func weights(
    _ table: [String: UInt64], times: [Int64], isDirect: [Bool], milestones: [Int64]
  ) -> [BigNatural] {
    guard !times.isEmpty else { return [] }
    var held = [UInt128?](repeating: nil, count: times.count)
    for (role, weight) in table where role != "middle" {
      let holder: Int?
      switch role {
      case "first": holder = 0
      case "last": holder = times.count - 1
      case "last-non-direct": holder = isDirect.lastIndex(of: false) ?? times.count - 1
      default:
        let milestone = milestones[Int(role) ?? -1]
        holder = milestone == GoalEvent.noMilestone ? nil : times.lastIndex { $0 <= milestone }
      }
      if let holder { held[holder, default: 0] += UInt128(weight) }
    }
    let middle = UInt128(held.count { $0 == nil })
    let share = UInt128(table["middle"] ?? 0)
    let weights = held.map { $0.map { $0 * max(1, middle) } ?? share }
    return weights.allSatisfy { $0 == 0 } ? [] : weights.map { BigNatural($0) }
  }

  /// Largest remainder, by sorting.
  static func shares(of units: UInt64, weights: [BigNatural]) -> [UInt64] {
    let total = weights.reduce(BigNatural(0), +)
    let exact = weights.map { (BigNatural(UInt128(units)) * $0).divided(by: total) }
    var shares = exact.map { UInt64($0.quotient) }
    let order = exact.indices.sorted {
      exact[$0].remainder == exact[$1].remainder ? $0 < $1 : exact[$0].remainder > exact[$1].remainder
    }
    for place in order.prefix(Int(units - shares.reduce(0, +))) { shares[place] += 1 }
    return shares
  }

  /// 2^(−age / half-life) × 2^320 of each touch relative to the newest, by the series of exp and of ln 2.
  static func decayWeights(times: [Int64], halfLife: Int64) -> [BigNatural] {
    var known: [Int64: BigNatural] = [:]
    return times.map { time in
      if let weight = known[time] { return weight }
      let age = UInt64(bitPattern: times[times.count - 1] &- time)
      let weight = power(age: age, halfLife: UInt64(halfLife))
      known[time] = weight
      return weight
    }
  }

  private static let one = BigNatural(1).shifted(limbs: 10)

  /// ln 2 = Σ 1 / (k·2^k), in 320 bits.
  private static let ln2: BigNatural = {
    var sum = BigNatural(0), power = one
    for k in 1...330 {
      power = power / 2
      sum = sum + power / UInt32(k)
    }
    return sum
  }()

  private static func power(age: UInt64, halfLife: UInt64) -> BigNatural {
    let (halvings, rest) = age.quotientAndRemainder(dividingBy: halfLife)
    if halvings > 300 { return BigNatural(0) }
    // x = rest / half-life × ln 2 in two divisions of 128 bits of quotient each: 256 bits.
    let divisor = BigNatural(UInt128(halfLife))
    let high = BigNatural(UInt128(rest)).shifted(limbs: 4).divided(by: divisor, quotientBits: 128)
    let low = high.remainder.shifted(limbs: 4).divided(by: divisor, quotientBits: 128)
    let fraction = (BigNatural(high.quotient).shifted(limbs: 4) + BigNatural(low.quotient)).shifted(limbs: 2)
    let x = (fraction * ln2).shifted(limbs: -10)
    // exp(−x) = Σ (−x)^k / k!, positive and negative terms apart.
    var plus = one, minus = BigNatural(0), term = one
    for k in 1...70 {
      term = ((term * x).shifted(limbs: -10)) / UInt32(k)
      if k % 2 == 0 { plus = plus + term } else { minus = minus + term }
    }
    var value = plus - minus
    for _ in 0..<halvings { value = value / 2 }
    return value
  }
}

extension Array {
  /// Reads and writes an optional element as if it were `default` where it is nil.
  fileprivate subscript<Value>(_ i: Int, default value: Value) -> Value where Element == Value? {
    get { self[i] ?? value }
    set { self[i] = newValue }
  }
}
