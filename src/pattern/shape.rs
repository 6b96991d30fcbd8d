//! Trees in normal form: a sequence in a sequence is one sequence, and one part
//! alone is no sequence. Brackets leave no trace, so trees of equal meaning are
//! equal, and every tree made here can be printed and read back.

use super::{Condition, ConditionKind, Node, NodeKind, Place, TreePath, TreePathKind, Where, WhereKind};

/// Constructors that flatten; `$kind` is the construct that dissolves in itself.
macro_rules! joining {
    ($tree:ident, $enum:ident, $($(#[$doc:meta])* $make:ident => $kind:ident),+) => {
        impl $tree {
            $($(#[$doc])*
            pub fn $make(parts: Vec<Self>, place: Place) -> Self {
                let mut flat = Vec::with_capacity(parts.len());
                for part in parts {
                    match part.kind {
                        $enum::$kind(inner) => flat.extend(inner),
                        kind => flat.push(Self { kind, place: part.place }),
                    }
                }
                if flat.len() == 1 { flat.remove(0) } else { Self { kind: $enum::$kind(flat), place } }
            })+
        }
    };
}

joining!(
    Node,
    NodeKind,
    /// One part after the other.
    sequence => Sequence,
    /// The first that leads to a match.
    alternation => Alternation
);
joining!(
    Condition,
    ConditionKind,
    /// All must hold.
    all => All,
    /// One must hold.
    either => Either
);
joining!(
    TreePath,
    TreePathKind,
    /// One step after the other.
    sequence => Sequence,
    /// Any of them.
    alternation => Alternation
);
joining!(
    Where,
    WhereKind,
    /// All must hold.
    all => All,
    /// One must hold.
    either => Either
);
