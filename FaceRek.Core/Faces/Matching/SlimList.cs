namespace FaceRek.Core.Faces.Matching;

/// <summary>A list that grows by an eighth where others double: beside templates of half a kilobyte, room for twice as many entries is felt.</summary>
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
