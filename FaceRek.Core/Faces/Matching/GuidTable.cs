namespace FaceRek.Core.Faces.Matching;

/// <summary>
/// Finds a number by an id that is stored elsewhere: an open hash table (Knuth, The Art of Computer Programming 3, 6.4)
/// of four bytes a place, because a dictionary of ids would need a third of the memory of the templates.
/// </summary>
/// <param name="idOf">The id that a number stands for, as long as the number is in the table.</param>
internal sealed class GuidTable(Func<int, Guid> idOf)
{
    private const int Empty = -1;
    private const double Fullest = 0.7;

    private int[] places = Blank(8);

    public int Count { get; private set; }

    public bool TryFind(Guid id, out int number) => (number = places[PlaceOf(id)]) != Empty;

    /// <summary>Adds an id that is not in the table yet.</summary>
    public void Add(Guid id, int number)
    {
        if (Count + 1 > places.Length * Fullest)
        {
            Grow();
        }
        places[PlaceOf(id)] = number;
        Count++;
    }

    /// <summary>Maps an id of the table to another number.</summary>
    public void Renumber(Guid id, int number) => places[PlaceOf(id)] = number;

    public void Remove(Guid id)
    {
        var gap = PlaceOf(id);
        if (places[gap] == Empty)
        {
            return;
        }
        Count--;
        // Entries that were displaced by the removed one move back, so that no gap ends a search early.
        for (var next = After(gap); places[next] != Empty; next = After(next))
        {
            var home = HomeOf(idOf(places[next]));
            if (Distance(home, next) < Distance(gap, next))
            {
                continue;
            }
            places[gap] = places[next];
            gap = next;
        }
        places[gap] = Empty;
    }

    /// <returns>Where the id is, or the empty place where it belongs.</returns>
    private int PlaceOf(Guid id)
    {
        var place = HomeOf(id);
        while (places[place] != Empty && idOf(places[place]) != id)
        {
            place = After(place);
        }
        return place;
    }

    private void Grow()
    {
        var old = places;
        places = Blank(old.Length * 2);
        foreach (var number in old)
        {
            if (number != Empty)
            {
                places[PlaceOf(idOf(number))] = number;
            }
        }
    }

    private int HomeOf(Guid id) => (int)((uint)id.GetHashCode() * 2654435769 >> 7) & (places.Length - 1);

    private int After(int place) => (place + 1) & (places.Length - 1);

    private int Distance(int from, int to) => (to - from) & (places.Length - 1);

    private static int[] Blank(int length)
    {
        var blank = new int[length];
        Array.Fill(blank, Empty);
        return blank;
    }
}

/// <summary>
/// A list that grows by an eighth instead of doubling: next to templates of half a kilobyte, room for twice as many
/// entries would be noticeable.
/// </summary>
internal sealed class SlimList<T>
{
    private T[] items = [];

    public int Count { get; private set; }

    public ref T this[int index] => ref items[index];

    public void Add(T item)
    {
        if (Count == items.Length)
        {
            Array.Resize(ref items, Count + (Count / 8) + 4);
        }
        items[Count++] = item;
    }

    public void RemoveLast() => items[--Count] = default!;
}
