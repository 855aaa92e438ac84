using System.Numerics.Tensors;

namespace FaceRek.Core.Faces.Matching;

/// <summary>Searches a gallery exactly with one probe: every template is compared. Allocates nothing, whatever the size.</summary>
internal readonly ref struct GallerySearch(GalleryIndex index, MatchPolicy policy, ReadOnlySpan<float> probe)
{
    /// <summary>
    /// People a score is normalised against: enough for a steady deviation, few enough that a 1:1 check in a gallery of
    /// thousands stays quick.
    /// </summary>
    public const int CohortSize = 64;

    private readonly ReadOnlySpan<float> probe = probe;

    /// <summary>One person: the nearest template, and its score or that of the mean of all.</summary>
    /// <remarks>
    /// The inner product with the mean is the mean of the inner products; divided by the mean's length it is the cosine
    /// to it.
    /// </remarks>
    /// <param name="except">A row that is skipped.</param>
    public PersonScore Of(int slot, int except = -1)
    {
        var best = new PersonScore(slot, -1, float.NegativeInfinity);
        var (sum, count) = (0f, 0);
        for (var row = index.FirstRow(slot); row >= 0; row = index.NextRow(row))
        {
            if (row == except)
            {
                continue;
            }
            var score = Likeness.Of(policy.Metric, index.ValuesAt(row), probe);
            (sum, count) = (sum + score, count + 1);
            if (score > best.Score)
            {
                best = new PersonScore(slot, row, score);
            }
        }
        return policy.IsFused && count > 1 ? best with { Score = sum / count / index.MeanLength(slot, except) } : best;
    }

    /// <summary>What strangers score: the cohort, without the person in question.</summary>
    /// <param name="strongest">The highest of them; negative infinity when there are no others.</param>
    public CohortStatistics StrangersThan(int slot, out float strongest) => StrangersThan(slot, slot, out strongest);

    /// <summary>The cohort without two people.</summary>
    public CohortStatistics StrangersThan(int slot, int another, out float strongest)
    {
        Span<float> strangers = stackalloc float[CohortSize];
        var count = 0;
        foreach (var other in index.Cohort)
        {
            if (other != slot && other != another && count < CohortSize)
            {
                strangers[count++] = Of(other).Score;
            }
        }
        strongest = count == 0 ? float.NegativeInfinity : TensorPrimitives.Max<float>(strangers[..count]);
        return CohortStatistics.Of(strangers[..count], policy);
    }

    /// <summary>The best people by normalised score, each normalised against others only.</summary>
    /// <param name="best">One place for each wanted result.</param>
    public int Rank(Span<PersonScore> best)
    {
        var cohort = index.Cohort;
        Span<PersonScore> inside = stackalloc PersonScore[CohortSize + 1];
        for (var i = 0; i < cohort.Length; i++)
        {
            inside[i] = Of(cohort[i]);
        }
        inside = inside[..cohort.Length];

        // People outside the cohort are all normalised alike, so their raw order is their final order.
        var ranking = new BestPeople(best);
        Stream(ref ranking, cohort);
        var shared = Without(inside, -1);
        for (var place = 0; place < ranking.Found.Length; place++)
        {
            best[place] = best[place] with { Score = shared.Normalise(best[place].Score) };
        }
        var merged = new BestPeople(best);
        foreach (var one in ranking.Found)
        {
            merged.See(one.Slot, one.Row, one.Score);
        }
        for (var i = 0; i < inside.Length; i++)
        {
            merged.See(inside[i].Slot, inside[i].Row, Without(inside, i).Normalise(inside[i].Score));
        }
        return merged.Found.Length;
    }

    private void Stream(ref BestPeople ranking, ReadOnlySpan<int> cohort)
    {
        if (index.Rows is not { } rows)
        {
            return;
        }
        for (var block = 0; block < rows.Blocks; block++)
        {
            var row = rows.RowsBefore(block);
            for (var values = rows.Block(block); values.Length > 0; values = values[rows.Length..], row++)
            {
                var score = Likeness.Of(policy.Metric, values[..rows.Length], probe);
                if (Most(score, index.ShortestMean) <= ranking.Least)
                {
                    continue;
                }
                var slot = index.SlotAt(row);
                if (Most(score, index.MeanLength(slot)) <= ranking.Least || cohort.Contains(slot))
                {
                    continue;
                }
                var person = policy.IsFused ? Of(slot) : new PersonScore(slot, row, score);
                ranking.See(slot, person.Row, person.Score);
            }
        }
    }

    /// <summary>The highest score a person can reach whose nearest template scores this: as if all templates did.</summary>
    private float Most(float score, float meanLength) => policy.IsFused && score > 0 ? score / meanLength : score;

    /// <param name="place">In <paramref name="inside"/>; negative for a person who is not in the cohort.</param>
    private CohortStatistics Without(ReadOnlySpan<PersonScore> inside, int place)
    {
        Span<float> strangers = stackalloc float[CohortSize];
        var count = 0;
        for (var i = 0; i < inside.Length && count < CohortSize; i++)
        {
            if (i != place)
            {
                strangers[count++] = inside[i].Score;
            }
        }
        return CohortStatistics.Of(strangers[..count], policy);
    }
}
