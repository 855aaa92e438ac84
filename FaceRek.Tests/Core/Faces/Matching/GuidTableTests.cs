using FaceRek.Core.Faces.Matching;

namespace FaceRek.Tests.Core.Faces.Matching;

public sealed class GuidTableTests
{
    /// <summary>
    /// After any additions, renumberings and removals it finds the same as a dictionary; with many ids in few places,
    /// so that they displace each other.
    /// </summary>
    [Theory]
    [InlineData(1, 12)]
    [InlineData(2, 40)]
    [InlineData(3, 700)]
    public void It_answers_as_a_dictionary_does(int seed, int ids)
    {
        var random = new Random(seed);
        var all = Enumerable.Range(0, ids).Select(_ => NewId()).ToArray();
        // A number always stands for the same id: three numbers per id, so that one can be renumbered.
        var table = new GuidTable(number => all[number % ids]);
        var known = new Dictionary<Guid, int>();
        for (var step = 0; step < 4_000; step++)
        {
            var at = random.Next(ids);
            var id = all[at];
            if (!known.ContainsKey(id))
            {
                table.Add(id, known[id] = at);
            }
            else if (random.Next(3) == 0)
            {
                table.Renumber(id, known[id] = at + (ids * random.Next(1, 3)));
            }
            else
            {
                table.Remove(id);
                known.Remove(id);
                table.Remove(id);
            }
            Assert.Equal(known.Count, table.Count);
            if (step % 16 == 0 || ids < 50)
            {
                Assert.All(
                    all,
                    one =>
                        Assert.Equal(
                            (known.ContainsKey(one), known.GetValueOrDefault(one, -1)),
                            (table.TryFind(one, out var number), number)
                        )
                );
            }
        }

        Guid NewId()
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        }
    }
}
