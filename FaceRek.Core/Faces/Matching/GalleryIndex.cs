using System.Numerics.Tensors;

namespace FaceRek.Core.Faces.Matching;

/// <summary>Maps people to their rows. Every change touches one row and one person; guarded by the lock of <see cref="Gallery"/>.</summary>
internal sealed class GalleryIndex
{
    private const int None = -1;

    /// <summary>The mean of opposite templates has length zero; this avoids a division by it.</summary>
    private const float ShortestLength = 1e-3f;

    private readonly int cohortSize;
    private readonly SlimList<RowEntry> entries = new();
    private readonly SlimList<PersonSlot> slots = new();
    private readonly Stack<int> freeSlots = [];
    private readonly GuidTable rowOf,
        slotOf;
    private readonly bool keepsMeans;
    private TemplateRows? rows;
    private int[]? cohort;

    /// <param name="cohortSize">How many people <see cref="Cohort"/> names at most, at least 1.</param>
    /// <param name="keepsMeans">Whether <see cref="MeanLength"/> is asked for.</param>
    public GalleryIndex(int cohortSize, bool keepsMeans)
    {
        (this.cohortSize, this.keepsMeans) = (cohortSize, keepsMeans);
        rowOf = new GuidTable(row => entries[row].TemplateId);
        slotOf = new GuidTable(slot => slots[slot].PersonId);
    }

    public int Templates => entries.Count;

    public int People => slotOf.Count;

    /// <summary>The vectors in memory; null while there are none.</summary>
    public TemplateRows? Rows => rows;

    public void Put(Guid personId, Guid templateId, ReadOnlySpan<float> values)
    {
        rows ??= new TemplateRows(values.Length);
        if (values.Length != rows.Length)
        {
            throw new ArgumentException(
                $"A template of {values.Length} numbers does not fit a gallery of {rows.Length}."
            );
        }
        if (rowOf.TryFind(templateId, out var row) && PersonAt(entries[row].Slot) == personId)
        {
            rows.Replace(row, values);
            Measure(entries[row].Slot);
            return;
        }
        Remove(templateId);
        var slot = SlotFor(personId);
        entries.Add(new RowEntry(templateId, slot, slots[slot].FirstRow));
        rowOf.Add(templateId, rows.Add(values));
        slots[slot] = slots[slot] with { FirstRow = entries.Count - 1 };
        Measure(slot);
    }

    public bool Remove(Guid templateId)
    {
        if (!rowOf.TryFind(templateId, out var row))
        {
            return false;
        }
        var slot = entries[row].Slot;
        rowOf.Remove(templateId);
        Unlink(row);
        MoveLastTo(row);
        Measure(slot);
        return true;
    }

    public int RemovePerson(Guid personId)
    {
        var removed = 0;
        for (; slotOf.TryFind(personId, out var slot); removed++)
        {
            Remove(entries[slots[slot].FirstRow].TemplateId);
        }
        return removed;
    }

    /// <summary>At most this many people, spread evenly over all.</summary>
    public int[] Sample(int most)
    {
        var step = Math.Max(1, (double)People / most);
        var (sample, next, seen) = (new List<int>(Math.Min(most, People)), 0d, 0);
        for (var slot = 0; slot < slots.Count && sample.Count < most; slot++)
        {
            if (slots[slot].FirstRow == None || seen++ < next)
            {
                continue;
            }
            sample.Add(slot);
            next += step;
        }
        return [.. sample];
    }

    public bool TryFindPerson(Guid personId, out int slot) => slotOf.TryFind(personId, out slot);

    public IReadOnlyList<Guid> TemplateIds()
    {
        var ids = new Guid[entries.Count];
        for (var row = 0; row < ids.Length; row++)
        {
            ids[row] = entries[row].TemplateId;
        }
        return ids;
    }

    public IReadOnlyList<Guid> TemplateIdsOf(Guid personId)
    {
        var ids = new List<Guid>();
        if (!slotOf.TryFind(personId, out var slot))
        {
            return ids;
        }
        for (var row = FirstRow(slot); row != None; row = NextRow(row))
        {
            ids.Add(entries[row].TemplateId);
        }
        return ids;
    }

    public Guid PersonAt(int slot) => slots[slot].PersonId;

    public Guid TemplateAt(int row) => entries[row].TemplateId;

    public int SlotAt(int row) => entries[row].Slot;

    public ReadOnlySpan<float> ValuesAt(int row) => rows![row];

    /// <summary>
    /// Length of the mean of a person's templates: 1 where all are equal, shorter the more they differ. Above 0, at
    /// most 1.
    /// </summary>
    /// <param name="except">A row that is left out.</param>
    public float MeanLength(int slot, int except = None) =>
        except == None ? slots[slot].MeanLength : LengthOfMean(slot, except);

    /// <summary>A lower bound of all means; the shortest one may have been removed since.</summary>
    public float ShortestMean { get; private set; } = 1;

    public int FirstRow(int slot) => slots[slot].FirstRow;

    /// <returns>-1 behind the last.</returns>
    public int NextRow(int row) => entries[row].Next;

    /// <summary>
    /// The people against whose scores others are normalised: those whose ids come first in a scrambled order. They are
    /// a fair and stable sample, and stay few however large the gallery grows.
    /// </summary>
    public ReadOnlySpan<int> Cohort => cohort ??= FirstInScrambledOrder();

    private int[] FirstInScrambledOrder()
    {
        var last = Comparer<(ulong, Guid)>.Create((one, other) => other.CompareTo(one));
        var first = new PriorityQueue<int, (ulong, Guid)>(last);
        for (var slot = 0; slot < slots.Count; slot++)
        {
            if (slots[slot].FirstRow == None)
            {
                continue;
            }
            if (first.Count < cohortSize)
            {
                first.Enqueue(slot, Scramble(PersonAt(slot)));
            }
            else
            {
                first.EnqueueDequeue(slot, Scramble(PersonAt(slot)));
            }
        }
        var chosen = new int[first.Count];
        for (var place = chosen.Length - 1; place >= 0; place--)
        {
            chosen[place] = first.Dequeue();
        }
        return chosen;
    }

    private static (ulong Scrambled, Guid Id) Scramble(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        var hash = 14695981039346656037; // FNV-1a, which needs no key and no table.
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 1099511628211;
        }
        return (hash, id);
    }

    private int SlotFor(Guid personId)
    {
        if (slotOf.TryFind(personId, out var slot))
        {
            return slot;
        }
        if (!freeSlots.TryPop(out slot))
        {
            slot = slots.Count;
            slots.Add(default);
        }
        slots[slot] = new PersonSlot(personId, None, 1);
        slotOf.Add(personId, slot);
        if (!IsBehindCohort(personId))
        {
            cohort = null;
        }
        return slot;
    }

    /// <summary>In a large gallery nearly every person is, so that adding one sorts nothing.</summary>
    private bool IsBehindCohort(Guid personId) =>
        cohort is { } known
        && known.Length == cohortSize
        && Scramble(personId).CompareTo(Scramble(PersonAt(known[^1]))) > 0;

    private void Unlink(int row)
    {
        var (_, slot, next) = entries[row];
        Relink(slot, row, next);
        if (slots[slot].FirstRow != None)
        {
            return;
        }
        if (!IsBehindCohort(slots[slot].PersonId))
        {
            cohort = null;
        }
        slotOf.Remove(slots[slot].PersonId);
        slots[slot] = new PersonSlot(Guid.Empty, None, 1);
        freeSlots.Push(slot);
    }

    private void Measure(int slot)
    {
        if (!keepsMeans || slots[slot].FirstRow == None)
        {
            return;
        }
        var length = LengthOfMean(slot, None);
        slots[slot] = slots[slot] with { MeanLength = length };
        ShortestMean = Math.Min(ShortestMean, length);
    }

    /// <remarks>
    /// The square of a sum's length is the sum of all inner products, so no sum is stored: people have at most eight
    /// templates.
    /// </remarks>
    private float LengthOfMean(int slot, int except)
    {
        var (products, count) = (0f, 0);
        for (var row = FirstRow(slot); row != None; row = NextRow(row))
        {
            if (row == except)
            {
                continue;
            }
            count++;
            for (var other = FirstRow(slot); other != None; other = NextRow(other))
            {
                if (other != except)
                {
                    products += TensorPrimitives.Dot(ValuesAt(row), ValuesAt(other));
                }
            }
        }
        return Math.Clamp(MathF.Sqrt(Math.Max(products, 0)) / Math.Max(count, 1), ShortestLength, 1);
    }

    private void MoveLastTo(int row)
    {
        var last = entries.Count - 1;
        if (row != last)
        {
            Relink(entries[last].Slot, last, row);
            entries[row] = entries[last];
            rowOf.Renumber(entries[row].TemplateId, row);
        }
        rows!.RemoveAt(row);
        entries.RemoveLast();
    }

    /// <summary>Redirects everything that points at one row of a person to another row.</summary>
    private void Relink(int slot, int from, int to)
    {
        if (slots[slot].FirstRow == from)
        {
            slots[slot] = slots[slot] with { FirstRow = to };
            return;
        }
        var before = slots[slot].FirstRow;
        while (entries[before].Next != from)
        {
            before = entries[before].Next;
        }
        entries[before] = entries[before] with { Next = to };
    }

    private readonly record struct RowEntry(Guid TemplateId, int Slot, int Next);

    private readonly record struct PersonSlot(Guid PersonId, int FirstRow, float MeanLength);
}
