# Facts of this pack as the scorer of MUC-4 wants them: the name in full for each
# filler, and the kind of incident for the type.
{ id: .doc,
  type: (.attrs.kind // .type),
  args: (.roles | map_values(map(.entity // .text))) }
