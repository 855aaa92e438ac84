namespace FaceRek.Core.Faces.Matching;

/// <summary>The best people so far, each once, the best first; in the caller's memory, so that a search allocates nothing.</summary>
internal ref struct BestPeople(Span<PersonScore> places)
{
    private readonly Span<PersonScore> places = places;
    private int count;

    /// <summary>A score must exceed this to change anything.</summary>
    public float Least { get; private set; } = float.NegativeInfinity;

    public readonly ReadOnlySpan<PersonScore> Found => places[..count];

    public void See(int slot, int row, float score)
    {
        var place = 0;
        while (place < count && places[place].Slot != slot)
        {
            place++;
        }
        if (place < count && places[place].Score >= score)
        {
            return;
        }
        if (place == count && count < places.Length)
        {
            count++;
        }
        else if (place == count && score <= Least)
        {
            return;
        }
        else if (place == count)
        {
            place--;
        }
        for (; place > 0 && places[place - 1].Score < score; place--)
        {
            places[place] = places[place - 1];
        }
        places[place] = new PersonScore(slot, row, score);
        if (count == places.Length)
        {
            Least = places[^1].Score;
        }
    }
}

/// <param name="Slot">Of the person in <see cref="GalleryIndex"/>.</param>
/// <param name="Row">Of the person's template that is most like the probe.</param>
/// <param name="Score">Of that template: raw, or normalised once it was.</param>
internal readonly record struct PersonScore(int Slot, int Row, float Score);
