using FaceRek.Core.Faces.Matching;

namespace FaceRek.Tests.Core.Faces.Matching;

public sealed class BestPeopleTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Whatever_comes_in_whatever_order_the_best_are_kept_each_once_with_their_best_row(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var seen = Enumerable
                .Range(0, random.Next(1, 30))
                .Select(row => new PersonScore(random.Next(8), row, random.Next(1_000_000) / 1_000f))
                .ToArray();
            var places = new PersonScore[random.Next(1, 6)];
            var best = new BestPeople(places);
            foreach (var one in seen)
            {
                best.See(one.Slot, one.Row, one.Score);
            }

            var expected = seen.GroupBy(one => one.Slot)
                .Select(group => group.MaxBy(one => one.Score))
                .OrderByDescending(one => one.Score)
                .Take(places.Length)
                .ToArray();
            Assert.Equal(expected, best.Found.ToArray());
            // When all places are taken, only a score better than the last one is added.
            Assert.Equal(expected.Length == places.Length ? expected[^1].Score : float.NegativeInfinity, best.Least);
        }
    }

    [Fact]
    public void Who_is_as_good_as_the_last_comes_too_late_and_who_was_seen_better_stays_as_they_were()
    {
        var best = new BestPeople(new PersonScore[2]);
        best.See(1, 10, 5);
        best.See(2, 20, 3);
        best.See(3, 30, 3);
        best.See(1, 11, 5);
        Assert.Equal([new PersonScore(1, 10, 5), new PersonScore(2, 20, 3)], best.Found.ToArray());
        best.See(3, 31, 4);
        best.See(2, 21, 4.5f);
        Assert.Equal([new PersonScore(1, 10, 5), new PersonScore(2, 21, 4.5f)], best.Found.ToArray());
        Assert.Equal(4.5f, best.Least);
    }
}
