//! A decimal number in the knowledge base: exact in, exact out.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::extract::decimal::Decimal;

/// An exact decimal, printed as a JSON number with every digit it has and no more.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Number(pub Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Small whole numbers are the common case and need no raw text.
        if let Some(whole) = self.0.is_integer().then(|| i64::try_from(self.0.mantissa()).ok()).flatten() {
            return serializer.serialize_i64(whole);
        }
        RawValue::from_string(self.0.to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        text.parse()
            .map(Number)
            .map_err(|_| serde::de::Error::custom(format!("not a decimal number: {text}")))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number" })
    }
}
