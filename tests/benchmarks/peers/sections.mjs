// The sample form in sections, as SampleForm.In names their fields.

/** A text of the first section for a further one. */
export function inSection(section, text) {
  if (section === 0) return text;
  return text.replace(/\b([kvcnxbmdtl]\d+|supplies|people)\b/g, name => {
    if (name === 'c1' || name === 'n1' || name === 'd3') return name;
    return name === 'supplies' || name === 'people' ? name + section : name[0] + (Number(name.slice(1)) + section * 100);
  });
}

/** The fields that a rule reads, by their names in the first section. */
export function namesIn(text) {
  return [...new Set(text.replace(/'[^']*'/g, '').match(/\b([cnxbmdtl]\d+|supplies|people)\b/g) ?? [])];
}

/** A rule's function for a further section: it finds the section's fields under their own names. */
export function ruleIn(section, rule, text, context) {
  if (section === 0) return record => rule(record, context);
  const names = namesIn(text).map(name => [name, inSection(section, name)]);
  return record => {
    const own = {};
    for (const [name, there] of names) own[name] = record[there];
    return rule(own, context);
  };
}
