//! Values on the wire: what a statement's types make of them.

use std::{borrow::Cow, error::Error};

use parlance_store_sql::{Columns, Value};
use postgres::{
    Row,
    types::{FromSql, IsNull, Kind, ToSql, Type, private::BytesMut, to_sql_checked},
};
use postgres_protocol::types as wire;

type Fault = Box<dyn Error + Sync + Send>;

/// A value that is bound to a parameter.
#[derive(Debug)]
pub(crate) struct Bound<'v>(pub(crate) Value<'v>);

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Fault> {
        write(self.0, ty, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn write(value: Value<'_>, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Fault> {
    match (value, ty) {
        (Value::Null, _) => return Ok(IsNull::Yes),
        (Value::Integer(number), &Type::INT8) => wire::int8_to_sql(number, out),
        (Value::Integer(number), &Type::INT4) => wire::int4_to_sql(number.try_into()?, out),
        (Value::Integer(number), &Type::BOOL) => wire::bool_to_sql(number != 0, out),
        (Value::Text(text), &Type::JSONB) => {
            out.extend_from_slice(&[1]);
            out.extend_from_slice(text.as_bytes());
        }
        (Value::Text(text), &Type::TEXT | &Type::VARCHAR | &Type::JSON) => {
            out.extend_from_slice(without_nul(text).as_bytes());
        }
        (Value::Blob(bytes), &Type::BYTEA) => wire::bytea_to_sql(bytes, out),
        (Value::Blob(bytes), &Type::UUID) => wire::uuid_to_sql(bytes.try_into()?, out),
        (value, ty) => return Err(format!("{} does not fit a parameter of type {ty}", value.kind()).into()),
    }
    Ok(IsNull::No)
}

/// PostgreSQL's texts cannot hold the character NUL; customers can write it.
fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A value that outlives its caller.
#[derive(Debug)]
pub(crate) enum Kept {
    Null,
    Integer(i64),
    Text(Box<str>),
    Blob(Box<[u8]>),
}

impl From<Value<'_>> for Kept {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(number),
            Value::Text(text) => Self::Text(text.into()),
            Value::Blob(bytes) => Self::Blob(bytes.into()),
        }
    }
}

impl Kept {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(*number),
            Self::Text(text) => Value::Text(text),
            Self::Blob(bytes) => Value::Blob(bytes),
        }
    }
}

/// One column of many rows, as an array.
#[derive(Debug)]
pub(crate) struct Column<'r> {
    pub(crate) rows: &'r [&'r [Kept]],
    pub(crate) place: usize,
}

impl ToSql for Column<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Fault> {
        let Kind::Array(member) = ty.kind() else {
            return Err(format!("{ty} is no array").into());
        };
        let dimension = wire::ArrayDimension {
            len: self.rows.len().try_into()?,
            lower_bound: 1,
        };
        wire::array_to_sql(
            [dimension],
            member.oid(),
            self.rows.iter(),
            |row, out| {
                Ok(match write(row[self.place].value(), member, out)? {
                    IsNull::Yes => postgres_protocol::IsNull::Yes,
                    IsNull::No => postgres_protocol::IsNull::No,
                })
            },
            out,
        )?;
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A row as the areas read it.
pub(crate) struct Found<'r>(pub(crate) &'r Row);

/// A value as it came.
struct Raw<'r>(Value<'r>);

impl<'r> FromSql<'r> for Raw<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Fault> {
        Ok(Self(match *ty {
            Type::INT8 => Value::Integer(wire::int8_from_sql(raw)?),
            Type::INT4 => Value::Integer(wire::int4_from_sql(raw)?.into()),
            Type::INT2 => Value::Integer(wire::int2_from_sql(raw)?.into()),
            Type::BOOL => Value::Integer(wire::bool_from_sql(raw)?.into()),
            Type::TEXT | Type::VARCHAR | Type::NAME | Type::JSON | Type::UNKNOWN => {
                Value::Text(std::str::from_utf8(raw)?)
            }
            Type::BYTEA | Type::UUID => Value::Blob(raw),
            _ => return Err(format!("a column of type {ty} is not read").into()),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Fault> {
        Ok(Self(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl Columns for Found<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn name(&self, index: usize) -> &str {
        self.0.columns()[index].name()
    }

    fn value(&self, index: usize) -> Result<Value<'_>, String> {
        self.0
            .try_get::<_, Raw<'_>>(index)
            .map(|raw| raw.0)
            .map_err(|error| crate::error::words(&error))
    }
}
