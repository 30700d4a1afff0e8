//! Exact decimal numbers: arithmetic that fails instead of rounding.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU8;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// An exact decimal number, `mantissa` × 10^-`scale`.
///
/// Trailing zeros are dropped when it is made, so equal numbers are equal values: `7,0` is `7`.
///
/// ```
/// use trich::extract::decimal::Decimal;
/// let rate: Decimal = "6.95".parse().unwrap();
/// assert_eq!(rate.to_string(), "6.95");
/// let money = Decimal::from(1100).checked_mul(Decimal::power_of_ten(9).unwrap()).unwrap();
/// assert_eq!(money.to_string(), "1100000000000");
/// assert!(rate < Decimal::from(7));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    /// One more than how many of the digits are decimals: never 0, so that an `Option<Decimal>` is no larger than this.
    places: NonZeroU8,
}

/// The powers of ten that fit.
const POWERS: [i128; 39] = {
    let mut powers = [1; 39];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// 10^`exponent`; `None` above 38.
fn power(exponent: u8) -> Option<i128> {
    POWERS.get(usize::from(exponent)).copied()
}

impl Default for Decimal {
    fn default() -> Self {
        Self::ZERO
    }
}

/// Text that is no decimal number, or one with more digits than fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number of at most 38 digits")]
pub struct ParseDecimalError;

impl Decimal {
    /// 0.
    pub const ZERO: Self = Self::whole(0);
    /// 1.
    pub const ONE: Self = Self::whole(1);

    const fn whole(mantissa: i128) -> Self {
        Self {
            mantissa,
            places: NonZeroU8::MIN,
        }
    }

    /// `mantissa` × 10^-`scale`; `None` when more than 38 decimals remain.
    pub fn new(mantissa: i128, scale: u8) -> Option<Self> {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale = if mantissa == 0 { 0 } else { scale - 1 };
        }
        let places = NonZeroU8::MIN.checked_add(scale).filter(|_| scale <= 38)?;
        Some(Self { mantissa, places })
    }

    /// 10^`exponent`; `None` above 38.
    pub fn power_of_ten(exponent: u8) -> Option<Self> {
        power(exponent).map(Self::whole)
    }

    /// The digits without the decimal mark.
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many of the digits are decimals.
    pub fn scale(self) -> u8 {
        self.places.get() - 1
    }

    /// True for a whole number.
    pub fn is_integer(self) -> bool {
        self.places == NonZeroU8::MIN
    }

    /// True below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The number with its sign turned; `None` when it does not fit.
    pub fn checked_neg(self) -> Option<Self> {
        self.mantissa.checked_neg().map(|mantissa| Self { mantissa, ..self })
    }

    /// The exact product; `None` when it does not fit.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(other.mantissa)?, self.scale().checked_add(other.scale())?)
    }

    /// The exact sum; `None` when it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scale = self.scale().max(other.scale());
        Self::new(self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?, scale)
    }

    /// The exact quotient; `None` when it does not end, does not fit, or `other` is zero.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        // p/q in lowest terms ends exactly when q has no prime factors but 2 and 5.
        if other.mantissa == 0 {
            return None;
        }
        let scale = self.scale().max(other.scale());
        let (p, q) = (self.at_scale(scale)?, other.at_scale(scale)?);
        let shared = gcd(p.unsigned_abs(), q.unsigned_abs());
        let shared = i128::try_from(shared).ok().filter(|shared| *shared != 0)?;
        let (mut p, mut q) = (p / shared, q / shared);
        let mut decimals = 0u8;
        while q != 1 && q != -1 {
            let step = if q % 10 == 0 {
                10
            } else if q % 5 == 0 {
                5
            } else if q % 2 == 0 {
                2
            } else {
                return None;
            };
            q /= step;
            p = p.checked_mul(10 / step)?;
            decimals = decimals.checked_add(1)?;
        }
        Self::new(p.checked_mul(q)?, decimals)
    }

    /// The quotient to `decimals` decimals, rounded half away from zero: for shares that do not end (2/3), where the exact
    /// pair is kept beside it. `None` when it does not fit or `other` is zero.
    pub fn rounded_div(self, other: Self, decimals: u8) -> Option<Self> {
        if let Some(exact) = self.checked_div(other) {
            return Some(exact);
        }
        let scale = self.scale().max(other.scale());
        let (p, q) = (self.at_scale(scale)?, other.at_scale(scale)?);
        let p = p.checked_mul(power(decimals)?)?;
        let (whole, rest) = (p.checked_div(q)?, p.checked_rem(q)?);
        let up = rest.unsigned_abs().checked_mul(2)? >= q.unsigned_abs();
        let step = if !up {
            0
        } else if (p < 0) == (q < 0) {
            1
        } else {
            -1
        };
        Self::new(whole.checked_add(step)?, decimals)
    }

    /// The mantissa it has with `scale` decimals; `None` when it does not fit.
    fn at_scale(self, scale: u8) -> Option<i128> {
        match scale.checked_sub(self.scale())? {
            0 => Some(self.mantissa),
            missing => self.mantissa.checked_mul(power(missing)?),
        }
    }

    /// The number as JSON holds it without loss: an integer, or a binary number whose shortest print has the same
    /// digits. `None` when neither does; [`Serialize`] writes those digit by digit.
    pub fn to_json_number(self) -> Option<serde_json::Number> {
        if self.is_integer() {
            if let Ok(value) = i64::try_from(self.mantissa) {
                return Some(value.into());
            }
            return u64::try_from(self.mantissa).ok().map(Into::into);
        }
        let value: f64 = self.to_string().parse().ok()?;
        let back: Self = value.to_string().parse().ok()?;
        (back == self).then(|| serde_json::Number::from_f64(value)).flatten()
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::whole(i128::from(value))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale().max(other.scale());
        if let (Some(mantissa), Some(other)) = (self.at_scale(scale), other.at_scale(scale)) {
            return mantissa.cmp(&other);
        }
        // Too many digits for that: the whole parts tell, or the rests, which lie in [0, 1) and always fit.
        let split = |value: &Self| {
            let unit = power(value.scale()).unwrap_or(i128::MAX);
            let rest = Self {
                mantissa: value.mantissa.rem_euclid(unit),
                places: value.places,
            };
            (value.mantissa.div_euclid(unit), rest.at_scale(scale))
        };
        split(self).cmp(&split(other))
    }
}

impl fmt::Display for Decimal {
    /// Digits with a point, no exponent, no trailing zeros: `6.95`, `1100000000000`, `-0.5`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.unsigned_abs().to_string();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let scale = usize::from(self.scale());
        if scale == 0 {
            return write!(out, "{sign}{digits}");
        }
        let digits = format!("{digits:0>width$}", width = scale + 1);
        let (whole, decimals) = digits.split_at(digits.len() - scale);
        write!(out, "{sign}{whole}.{decimals}")
    }
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    /// Reads `-12.50`; no grouping, no exponent.
    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || (digits.contains('.') && decimals.is_empty()) {
            return Err(ParseDecimalError);
        }
        let decimals = decimals.trim_end_matches('0');
        let mut mantissa = 0i128;
        for byte in whole.bytes().chain(decimals.bytes()) {
            if !byte.is_ascii_digit() {
                return Err(ParseDecimalError);
            }
            let digit = i128::from(byte - b'0');
            mantissa = mantissa
                .checked_mul(10)
                .and_then(|tens| tens.checked_add(if negative { -digit } else { digit }))
                .ok_or(ParseDecimalError)?;
        }
        let scale = u8::try_from(decimals.len()).map_err(|_| ParseDecimalError)?;
        Self::new(mantissa, scale).ok_or(ParseDecimalError)
    }
}

impl Serialize for Decimal {
    /// A JSON number with exactly its digits, however many (by way of [`RawValue`], so for `serde_json` only).
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    /// Reads a JSON number digit by digit. Exponents are not read: nothing here writes them.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        raw.get().parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "description": "An exact decimal number." })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn oracle(mantissa: i64, scale: u32) -> rust_decimal::Decimal {
        rust_decimal::Decimal::new(mantissa, scale)
    }

    fn ours(mantissa: i64, scale: u32) -> Decimal {
        Decimal::new(i128::from(mantissa), scale as u8).unwrap()
    }

    fn same(a: Decimal, b: rust_decimal::Decimal) -> bool {
        a.to_string() == b.normalize().to_string()
    }

    #[test]
    fn prints_and_reads() {
        for (text, print) in [
            ("6.95", "6.95"),
            ("7.0", "7"),
            ("-0.50", "-0.5"),
            ("0.00", "0"),
            ("1100000000000", "1100000000000"),
            ("0.00001", "0.00001"),
        ] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), print);
        }
        for text in ["", ".", "1.", ".5", "1,5", "1e3", "--1", "+1"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        assert!("9".repeat(60).parse::<Decimal>().is_err());
    }

    #[test]
    fn fails_where_it_would_round_or_overflow() {
        let big = Decimal::power_of_ten(38).unwrap();
        assert_eq!(big.checked_mul(big), None);
        assert_eq!(Decimal::from(2).checked_div(Decimal::from(3)), None);
        assert_eq!(Decimal::from(1).checked_div(Decimal::ZERO), None);
        assert_eq!(Decimal::from(3).checked_div(Decimal::from(4)).unwrap().to_string(), "0.75");
        let third = Decimal::from(-2).rounded_div(Decimal::from(3), 4).unwrap();
        assert_eq!(third.to_string(), "-0.6667");
        let small: Decimal = format!("0.{}1", "0".repeat(37)).parse().unwrap();
        assert!(big > small && small > Decimal::ZERO);
    }

    #[test]
    fn json_keeps_every_digit() {
        let long: Decimal = "12345678901234567890.123456789".parse().unwrap();
        assert_eq!(serde_json::to_string(&long).unwrap(), "12345678901234567890.123456789");
        assert_eq!(serde_json::from_str::<Decimal>("12345678901234567890.123456789").unwrap(), long);
        assert_eq!(long.to_json_number(), None);
        let short: Decimal = "6.95".parse().unwrap();
        assert_eq!(short.to_json_number().unwrap().to_string(), "6.95");
        assert_eq!(serde_json::to_value(short).unwrap(), serde_json::json!(6.95));
        assert_eq!(serde_json::from_value::<Decimal>(serde_json::json!(6.95)).unwrap(), short);
    }

    proptest! {
        #[test]
        fn agrees_with_rust_decimal(a in -1_000_000_000i64..1_000_000_000, i in 0u32..8, b in -1_000_000_000i64..1_000_000_000, j in 0u32..8) {
            let (x, y) = (ours(a, i), ours(b, j));
            let (p, q) = (oracle(a, i), oracle(b, j));
            prop_assert!(same(x, p));
            prop_assert!(same(x.checked_add(y).unwrap(), p + q));
            prop_assert!(same(x.checked_mul(y).unwrap(), p * q));
            prop_assert_eq!(x.cmp(&y), p.cmp(&q));
            prop_assert_eq!(x.to_string().parse::<Decimal>().unwrap(), x);
            if let Some(quotient) = x.checked_div(y) {
                prop_assert_eq!(quotient.checked_mul(y).unwrap(), x);
            }
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,50}") {
            let _ = text.parse::<Decimal>();
        }
    }
}
