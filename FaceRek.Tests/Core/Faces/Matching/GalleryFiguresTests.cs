using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Tests.Core.Faces.Matching;

/// <summary>
/// Three people with figures calculated by hand: each has its own axis, so that the probe's numbers are the raw scores.
/// Normalised by s' = (s - m) / d, with m and d of the two others only, mixed with the prior.
/// </summary>
public sealed class GalleryFiguresTests
{
    private static readonly ModelId Model = new("axes", "1");
    private static readonly Guid Ada = new("00000000-0000-7000-8000-00000000000a"),
        Ben = new("00000000-0000-7000-8000-00000000000b"),
        Cleo = new("00000000-0000-7000-8000-00000000000c");

    /// <summary>Raw scores equal normalised ones here: other people are not used.</summary>
    private static readonly MatchPolicy Plain = new()
    {
        Metric = MatchMetric.Cosine,
        Threshold = 0.5f,
        Source = "Made up.",
        Prior = new(0, 1, "Made up."),
        PriorWeight = float.PositiveInfinity,
        Measured = [new(0.5, -10), new(1e-9, -9)],
        MinMargin = 0.25f,
    };

    private static readonly MatchPolicy Mixed = Plain with { Prior = new(-0.4f, 0.1f, "Made up."), PriorWeight = 8 };

    /// <summary>
    /// Ada against Ben and Cleo: m = (6 * -0.4 + 0.2 - 0.1) / 8 = -0.2875, d^2 = (8 * 0.01 + 0.4875^2 + 0.1875^2) / 10
    /// = 0.03528; and so on.
    /// </summary>
    [Theory]
    [InlineData("ada", 8, 4.72494, 2.12955)]
    [InlineData("ben", 8, 1.54649, -1.41394)]
    [InlineData("cleo", 8, 0.33710, -2.35970)]
    [InlineData("ada", 2, 4.31455, 3.13786)]
    [InlineData("ben", 2, -0.19426, -1.55406)]
    [InlineData("cleo", 2, -3.16228, -4.42719)]
    [InlineData("ada", 1, 4.06202, 2.95420)]
    public void A_claimed_person_is_held_against_the_two_others_and_not_against_themself(
        string who,
        float priorWeight,
        double score,
        double margin
    )
    {
        var result = Three(Mixed with { PriorWeight = priorWeight }).Verify(Called(who), Probe(0.6f, 0.2f, -0.1f));
        Assert.Equal(Called(who), result.PersonId);
        AssertNear([score, margin], [result.Score, result.Margin!.Value]);
    }

    [Fact]
    public void In_a_ranking_each_is_held_against_the_two_others_as_well()
    {
        var gallery = Three(Mixed);
        var ranked = gallery.Rank(Probe(0.6f, 0.2f, -0.1f), 3);
        Assert.Equal(
            [(Ada, 4.72494), (Ben, 1.54649), (Cleo, 0.33710)],
            ranked.Select(result => (result.PersonId!.Value, Math.Round(result.Score, 5)))
        );
        // The lead of the first over the second, and how far the others are behind the first.
        AssertNear(
            [4.72494 - 1.54649, 1.54649 - 4.72494, 0.33710 - 4.72494],
            ranked.Select(result => result.Margin!.Value)
        );
        Assert.Equal(ranked.Take(2), gallery.Rank(Probe(0.6f, 0.2f, -0.1f), 2));
        Assert.Equal(ranked[0], gallery.Rank(Probe(0.6f, 0.2f, -0.1f), 1).Single());
    }

    [Fact]
    public void A_single_person_is_compared_with_the_prior_alone_and_has_no_margin()
    {
        var gallery = new Gallery(Model, Mixed);
        gallery.Put(Ada, Guid.CreateVersion7(), Axis(0));
        var (verified, ranked) = (gallery.Verify(Ada, Probe(0.6f, 0, 0)), gallery.Rank(Probe(0.6f, 0, 0), 1).Single());
        Assert.All(
            [verified, ranked],
            result =>
                Assert.Equal(
                    (10.0, null, MatchDecision.Match),
                    (Math.Round(result.Score, 4), result.Margin, result.Decision)
                )
        );
    }

    [Fact]
    public void A_person_without_templates_is_unknown_and_so_is_everyone_in_an_empty_gallery()
    {
        Assert.Equal(
            new MatchResult(MatchDecision.Unknown, Model, Called("nobody"), null, 0, 0.5f, null),
            Three(Plain).Verify(Called("nobody"), Probe(1, 0, 0))
        );
        Assert.Empty(new Gallery(Model, Plain).Rank(Probe(1, 0, 0), 3));
    }

    [Theory]
    [InlineData(0.5f, MatchDecision.Match)]
    [InlineData(0.4999f, MatchDecision.Unknown)]
    public void From_the_threshold_on_it_is_the_person(float score, MatchDecision decision)
    {
        var gallery = Three(Plain);
        Assert.Equal(
            (decision, 0.5f),
            (gallery.Verify(Ada, Probe(score, 0, 0)).Decision, gallery.Verify(Ada, Probe(score, 0, 0)).Threshold)
        );
        Assert.Equal(
            (decision, 0.5f),
            (gallery.Rank(Probe(score, 0, 0), 1)[0].Decision, gallery.Rank(Probe(score, 0, 0), 1)[0].Threshold)
        );
    }

    [Theory]
    [InlineData(0.5f, MatchDecision.Match)]
    [InlineData(0.5001f, MatchDecision.Ambiguous)]
    public void Whose_lead_is_the_least_allowed_is_found_and_whose_is_less_is_not(float second, MatchDecision decision)
    {
        var ranked = Three(Plain).Rank(Probe(0.75f, second, 0), 3);
        Assert.Equal(
            [decision, MatchDecision.Ambiguous, MatchDecision.Unknown],
            ranked.Select(result => result.Decision)
        );
        // In a 1:1 comparison it is the person all the same: no other person was claimed.
        Assert.Equal(MatchDecision.Match, Three(Plain).Verify(Ada, Probe(0.75f, second, 0)).Decision);
    }

    [Fact]
    public void Among_many_no_one_passes_who_would_not_pass_by_name()
    {
        // A loose measurement: a search by the rates alone would accept anyone.
        var gallery = Three(Plain);
        Assert.Equal(MatchDecision.Unknown, gallery.Rank(Probe(0.49f, 0, 0), 1, budget: 0.9)[0].Decision);
        // Strict where the rates say so.
        var strict = Three(Plain with { Measured = [new(0.001, 0.6f), new(0.0001, 0.7f)] });
        var (within, among) = (
            strict.Verify(Ada, Probe(0.65f, 0, 0)),
            strict.Rank(Probe(0.65f, 0, 0), 1, budget: 0.0003)[0]
        );
        Assert.Equal(
            (MatchDecision.Match, 0.5f, MatchDecision.Unknown),
            (within.Decision, within.Threshold, among.Decision)
        );
        Assert.Equal(0.7f, among.Threshold, 1e-5f);
        Assert.Equal(MatchDecision.Match, strict.Rank(Probe(0.701f, 0, 0), 1, budget: 0.0003)[0].Decision);
    }

    [Fact]
    public void An_identification_is_one_of_its_four_answers()
    {
        var gallery = Three(Plain);
        Assert.Equal(
            Ada,
            Assert.IsType<Identification.Matched>(gallery.Identify(Probe(0.8f, 0, 0), 0.1)).Best.PersonId
        );
        var ambiguous = Assert.IsType<Identification.Ambiguous>(gallery.Identify(Probe(0.8f, 0.1f, 0.9f), 0.1));
        Assert.Equal((Cleo, Ada), (ambiguous.Best.PersonId, ambiguous.Rival.PersonId));
        Assert.Equal(
            Ben,
            Assert.IsType<Identification.Unknown>(gallery.Identify(Probe(0, 0.4f, 0), 0.1)).Best!.PersonId
        );
        Assert.Equal(3, Assert.IsType<Identification.TooRisky>(gallery.Identify(Probe(0, 0.4f, 0), 1e-12)).Risk.People);
        Assert.Equal(
            (3, 0.1, 1e-9),
            (gallery.Risk(0.1).People, gallery.Risk(0.1).Budget, Math.Round(gallery.Risk(0.1).SafeRate!.Value, 15))
        );
    }

    [Fact]
    public void The_best_template_of_a_person_decides_and_is_named()
    {
        var gallery = Three(Plain);
        var better = Guid.CreateVersion7();
        gallery.Put(Ada, better, new Template(Model, [0, 0, 0, 1]));
        var probe = new Template(Model, [0.1f, 0, 0, 0.7f]);
        Assert.Equal((better, 0.7f), (gallery.Verify(Ada, probe).TemplateId, gallery.Verify(Ada, probe).Score));
        Assert.Equal((3, 4), (gallery.People, gallery.Templates));
        Assert.True(gallery.Remove(better));
        Assert.False(gallery.Remove(better));
        Assert.Equal((0.1f, 3, 3), (gallery.Verify(Ada, probe).Score, gallery.People, gallery.Templates));
    }

    /// <summary>
    /// Ada's two templates are compared with each other, and all people with all others, without the two who are
    /// compared: of three only one is left as a stranger.
    /// </summary>
    [Fact]
    public void A_gallery_compared_with_itself_leaves_out_both_who_are_compared()
    {
        var gallery = new Gallery(Model, Mixed with { Threshold = 1 });
        gallery.Put(Ada, Guid.CreateVersion7(), new Template(Model, [1, 0, 0, 0]));
        gallery.Put(Ada, Guid.CreateVersion7(), new Template(Model, [0.8f, 0.6f, 0, 0]));
        gallery.Put(Ben, Guid.CreateVersion7(), new Template(Model, [0, 1, 0, 0]));
        gallery.Put(Cleo, Guid.CreateVersion7(), new Template(Model, [0, 0, 1, 0]));

        var itself = gallery.CompareWithItself(10);

        // Each of Ada's templates scores 0.8 against the other; Ben and Cleo score (0, 0) against the one and (0.6, 0) against the other.
        AssertNear([Normalised(0.8, 0.6, 0), Normalised(0.8, 0, 0)], itself.Genuine.Order());
        AssertNear(
            [
                Normalised(0, 0.6),
                Normalised(0, 0.6),
                Normalised(0, 0),
                Normalised(0, 0),
                Normalised(0, 0),
                Normalised(0, 0),
                Normalised(0.6, 0),
                Normalised(0.6, 0),
            ],
            itself.Impostor.Order()
        );
        var alike = Assert.Single(itself.Alike, pair => pair.Score > 6);
        Assert.Equal(new HashSet<Guid> { Ada, Ben }, [alike.OneId, alike.OtherId]);
        Assert.Equal(Normalised(0.6, 0), alike.Score, 1e-3);
        Assert.Equal(
            itself.Alike.Select(pair => pair.Score).OrderDescending(),
            itself.Alike.Select(pair => pair.Score)
        );
    }

    [Fact]
    public void Who_would_pass_for_another_is_told_from_the_threshold_on()
    {
        Assert.Single(Pair(0.5f).Alike);
        Assert.Empty(Pair(0.4999f).Alike);

        static SelfComparison Pair(float likeness)
        {
            var gallery = new Gallery(Model, Plain);
            gallery.Put(Ada, Guid.CreateVersion7(), new Template(Model, [1, 0, 0, 0]));
            gallery.Put(Ben, Guid.CreateVersion7(), new Template(Model, [likeness, 0, 0, 0.5f]));
            return gallery.CompareWithItself(10);
        }
    }

    [Fact]
    public void Of_a_person_with_many_looks_three_are_probes_and_of_many_people_a_few_are_taken_evenly()
    {
        var gallery = Three(Plain);
        for (var look = 0; look < 4; look++)
        {
            gallery.Put(Ada, Guid.CreateVersion7(), Axis(0));
        }
        // Three probes of Ada, each against her other templates; Ben and Cleo have one template each and nothing to compare it with.
        Assert.Equal(
            (3, (3 * 2) + 2 + 2),
            (gallery.CompareWithItself(3).Genuine.Count, gallery.CompareWithItself(3).Impostor.Count)
        );

        var four = new Gallery(Model, Plain with { Threshold = -1 });
        foreach (var person in (Guid[])[Ada, Ben, Cleo, Called("dan")])
        {
            four.Put(person, Guid.CreateVersion7(), Axis(3));
        }
        var pair = Assert.Single(four.CompareWithItself(2).Alike);
        Assert.Equal(new HashSet<Guid> { Ada, Cleo }, [pair.OneId, pair.OtherId]);
    }

    /// <summary>
    /// Sixty-four others at most; the choice does not depend on the order of enrolment, or two nodes would answer
    /// differently.
    /// </summary>
    [Fact]
    public void Scores_in_a_large_gallery_are_the_same_in_any_order_of_adding_and_removing()
    {
        var crowd = new Crowd(11, length: 16);
        var people = Enumerable
            .Range(0, 150)
            .Select(_ => (Id: Guid.CreateVersion7(), Face: crowd.LookOf(crowd.Somebody())))
            .ToArray();
        var (forwards, backwards, passing) = (Crowd.NewGallery(), Crowd.NewGallery(), Crowd.NewGallery());
        foreach (var (id, face) in people)
        {
            forwards.Put(id, Guid.CreateVersion7(), face);
        }
        foreach (var (id, face) in people.Reverse())
        {
            backwards.Put(id, Guid.CreateVersion7(), face);
        }
        var probe = crowd.LookOf(people[0].Face.Values.ToArray(), 0.8f);
        for (var i = 0; i < people.Length; i++)
        {
            var guest = Guid.CreateVersion7();
            passing.Put(guest, Guid.CreateVersion7(), crowd.LookOf(crowd.Somebody()));
            passing.Put(people[i].Id, Guid.CreateVersion7(), people[i].Face);
            // A search fixes the cohort; the guest may be in it.
            passing.Rank(probe, 1);
            Assert.Equal(1, passing.RemovePerson(guest));
        }

        var scores = ScoresOf(forwards);
        Assert.Equal(scores, ScoresOf(backwards));
        Assert.Equal(scores, ScoresOf(passing));
        // In 1:1 and in 1:N a person has the same score.
        Assert.All(scores, pair => Assert.Equal(pair.Value, MathF.Round(forwards.Verify(pair.Key, probe).Score, 4)));

        Dictionary<Guid, float> ScoresOf(Gallery gallery) =>
            gallery
                .Rank(probe, 200)
                .ToDictionary(result => result.PersonId!.Value, result => MathF.Round(result.Score, 4));
    }

    [Fact]
    public void Sixty_four_strangers_are_looked_at_and_no_more()
    {
        Assert.Equal(64, GallerySearch.CohortSize);
        // With a prior of no weight the deviation is that of the cohort, in which only one scores: mean 1/64, deviation sqrt(63)/64.
        var gallery = new Gallery(Model, Plain with { PriorWeight = 1e-6f });
        for (var person = 0; person < 65; person++)
        {
            gallery.Put(Numbered(person), Guid.CreateVersion7(), Axis(person == 0 ? 1 : 3));
        }
        gallery.Put(Numbered(65), Guid.CreateVersion7(), Axis(0));
        Assert.Equal((1 - (1 / 64.0)) / (Math.Sqrt(63) / 64), gallery.Verify(Numbered(65), Probe(1, 1, 0)).Score, 1e-3);
        Assert.Equal(
            (1 - (1 / 64.0)) / (Math.Sqrt(63) / 64),
            gallery.Rank(Probe(1, 1, 0), 100).Single(result => result.PersonId == Numbered(65)).Score,
            1e-3
        );

        static Guid Numbered(int person) => new(person, 0, 0, new byte[8]);
    }

    private static void AssertNear(double[] expected, IEnumerable<float> actual)
    {
        var scores = actual.ToArray();
        Assert.Equal(expected.Length, scores.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], scores[i], 1e-3);
        }
    }

    /// <summary>By the rule, under <see cref="Mixed"/>.</summary>
    private static double Normalised(double raw, params double[] strangers)
    {
        var mean = (((8 - strangers.Length) * -0.4) + strangers.Sum()) / 8;
        return (raw - mean)
            / Math.Sqrt(
                ((8 * 0.01) + strangers.Sum(score => (score - mean) * (score - mean))) / (8 + strangers.Length)
            );
    }

    private static Guid Called(string who) =>
        who switch
        {
            "ada" => Ada,
            "ben" => Ben,
            "cleo" => Cleo,
            "dan" => new("00000000-0000-7000-8000-00000000000d"),
            _ => new("00000000-0000-7000-8000-0000000000ff"),
        };

    private static Gallery Three(MatchPolicy policy)
    {
        var gallery = new Gallery(Model, policy);
        gallery.Put(Ada, Guid.CreateVersion7(), Axis(0));
        gallery.Put(Ben, Guid.CreateVersion7(), Axis(1));
        gallery.Put(Cleo, Guid.CreateVersion7(), Axis(2));
        return gallery;
    }

    private static Template Axis(int axis)
    {
        var values = new float[4];
        values[axis] = 1;
        return new Template(Model, values);
    }

    private static Template Probe(float ada, float ben, float cleo) => new(Model, [ada, ben, cleo, 0]);
}
