namespace FaceRek.Core.Faces.Matching;

/// <summary>Who has which rows. Every change touches one row and one person; guarded by the lock of <see cref="Gallery"/>.</summary>
/// <param name="cohortSize">How many people <see cref="Cohort"/> names at most, at least 1.</param>
internal sealed class GalleryIndex(int cohortSize)
{
    private const int None = -1;

    private readonly Dictionary<Guid, int> rowOf = [], slotOf = [];
    private readonly List<RowEntry> entries = [];
    private readonly List<PersonSlot> slots = [];
    private readonly Stack<int> freeSlots = [];
    private TemplateRows? rows;
    private int[]? cohort;

    public IReadOnlyCollection<Guid> TemplateIds => [.. rowOf.Keys];

    public int Rows => entries.Count;

    /// <summary>Upper bound of the numbers that stand for people; some may be free.</summary>
    public int Slots => slots.Count;

    public int People => slotOf.Count;

    public void Put(Guid personId, Guid templateId, ReadOnlySpan<float> values)
    {
        rows ??= new TemplateRows(values.Length);
        if (values.Length != rows.Length) { throw new ArgumentException($"A template of {values.Length} numbers does not fit a gallery of {rows.Length}."); }
        if (rowOf.TryGetValue(templateId, out var row) && PersonAt(entries[row].Slot) == personId)
        {
            rows.Replace(row, values);
            return;
        }
        Remove(templateId);
        var slot = SlotFor(personId);
        rowOf[templateId] = rows.Add(values);
        entries.Add(new RowEntry(templateId, slot, slots[slot].FirstRow));
        slots[slot] = slots[slot] with { FirstRow = entries.Count - 1 };
    }

    public bool Remove(Guid templateId)
    {
        if (!rowOf.Remove(templateId, out var row)) { return false; }
        Unlink(row);
        MoveLastTo(row);
        return true;
    }

    public int RemovePerson(Guid personId)
    {
        var removed = 0;
        for (; slotOf.TryGetValue(personId, out var slot); removed++) { Remove(entries[slots[slot].FirstRow].TemplateId); }
        return removed;
    }

    public bool TryFindPerson(Guid personId, out int slot) => slotOf.TryGetValue(personId, out slot);

    public Guid PersonAt(int slot) => slots[slot].PersonId;

    public bool IsTaken(int slot) => slots[slot].FirstRow != None;

    public Guid TemplateAt(int row) => entries[row].TemplateId;

    public int SlotAt(int row) => entries[row].Slot;

    public ReadOnlySpan<float> ValuesAt(int row) => rows![row];

    public int FirstRow(int slot) => slots[slot].FirstRow;

    /// <returns>-1 behind the last.</returns>
    public int NextRow(int row) => entries[row].Next;

    /// <summary>
    /// The people against whom scores are normalised: those whose ids come first in a scrambled order, so that they are a fair
    /// sample, always the same one, and stay few however large the gallery grows.
    /// </summary>
    public IReadOnlyList<int> Cohort => cohort ??= [.. Enumerable.Range(0, slots.Count).Where(IsTaken).OrderBy(slot => Scramble(PersonAt(slot))).Take(cohortSize)];

    private static (ulong Scrambled, Guid Id) Scramble(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        var hash = 14695981039346656037;   // FNV-1a, which needs no key and no table.
        foreach (var b in bytes) { hash = (hash ^ b) * 1099511628211; }
        return (hash, id);
    }

    private int SlotFor(Guid personId)
    {
        if (slotOf.TryGetValue(personId, out var slot)) { return slot; }
        if (!freeSlots.TryPop(out slot))
        {
            slot = slots.Count;
            slots.Add(default);
        }
        slots[slot] = new PersonSlot(personId, None);
        slotOf[personId] = slot;
        if (!IsBehindCohort(personId)) { cohort = null; }
        return slot;
    }

    /// <summary>In a large gallery nearly everybody is, so that adding somebody sorts nothing.</summary>
    private bool IsBehindCohort(Guid personId) =>
        cohort is { } known && known.Length == cohortSize && Scramble(personId).CompareTo(Scramble(PersonAt(known[^1]))) > 0;

    private void Unlink(int row)
    {
        var (_, slot, next) = entries[row];
        Relink(slot, row, next);
        if (slots[slot].FirstRow != None) { return; }
        if (!IsBehindCohort(slots[slot].PersonId)) { cohort = null; }
        slotOf.Remove(slots[slot].PersonId);
        slots[slot] = new PersonSlot(Guid.Empty, None);
        freeSlots.Push(slot);
    }

    private void MoveLastTo(int row)
    {
        var last = entries.Count - 1;
        if (row != last)
        {
            Relink(entries[last].Slot, last, row);
            entries[row] = entries[last];
            rowOf[entries[row].TemplateId] = row;
        }
        rows!.RemoveAt(row);
        entries.RemoveAt(last);
    }

    /// <summary>Whatever pointed at one row of a person points at another.</summary>
    private void Relink(int slot, int from, int to)
    {
        if (slots[slot].FirstRow == from)
        {
            slots[slot] = slots[slot] with { FirstRow = to };
            return;
        }
        var before = slots[slot].FirstRow;
        while (entries[before].Next != from) { before = entries[before].Next; }
        entries[before] = entries[before] with { Next = to };
    }

    private readonly record struct RowEntry(Guid TemplateId, int Slot, int Next);

    private readonly record struct PersonSlot(Guid PersonId, int FirstRow);
}
