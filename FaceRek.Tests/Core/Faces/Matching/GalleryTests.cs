using System.Numerics.Tensors;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Tests.Core.Faces.Matching;

public sealed class GalleryTests
{
    private const double Budget = 0.003;

    [Fact]
    public void An_enrolled_person_is_found_and_a_stranger_is_unknown()
    {
        var crowd = new Crowd(1);
        var gallery = Crowd.NewGallery();
        var people = Enumerable
            .Range(0, 200)
            .Select(_ => (Id: Guid.CreateVersion7(), Face: crowd.Somebody()))
            .ToArray();
        foreach (var (id, face) in people)
        {
            gallery.Put(id, Guid.CreateVersion7(), crowd.LookOf(face));
        }

        foreach (var (id, face) in people)
        {
            Assert.Equal(
                id,
                Assert.IsType<Identification.Matched>(gallery.Identify(crowd.LookOf(face), Budget)).Best.PersonId
            );
        }
        // One stranger in 333 may be identified: more than five of 400 would exceed the budget.
        Assert.InRange(
            Enumerable
                .Range(0, 400)
                .Count(_ => gallery.Identify(crowd.LookOf(crowd.Somebody()), Budget) is not Identification.Unknown),
            0,
            5
        );
        Assert.Null(
            Assert
                .IsType<Identification.Unknown>(Crowd.NewGallery().Identify(crowd.LookOf(crowd.Somebody()), Budget))
                .Best
        );
    }

    [Fact]
    public void Two_who_are_alike_are_ambiguous_and_both_are_named()
    {
        var crowd = new Crowd(2);
        var gallery = Crowd.NewGallery();
        var (one, twin, face) = (Guid.CreateVersion7(), Guid.CreateVersion7(), crowd.Somebody());
        gallery.Put(one, Guid.CreateVersion7(), crowd.LookOf(face, 0.99f));
        gallery.Put(twin, Guid.CreateVersion7(), crowd.LookOf(face, 0.99f));
        for (var other = 0; other < 30; other++)
        {
            gallery.Put(Guid.CreateVersion7(), Guid.CreateVersion7(), crowd.LookOf(crowd.Somebody()));
        }

        var answer = Assert.IsType<Identification.Ambiguous>(gallery.Identify(crowd.LookOf(face, 0.99f), Budget));

        Assert.Equal(new HashSet<Guid?> { one, twin }, [answer.Best.PersonId, answer.Rival.PersonId]);
        Assert.True(answer.Best.Margin < Crowd.Policy.MinMargin);
    }

    [Fact]
    public void Several_pictures_of_one_person_are_one_person_and_no_rival()
    {
        var crowd = new Crowd(3);
        var gallery = Crowd.NewGallery();
        var (person, face) = (Guid.CreateVersion7(), crowd.Somebody());
        for (var picture = 0; picture < 8; picture++)
        {
            gallery.Put(person, Guid.CreateVersion7(), crowd.LookOf(face));
        }
        for (var other = 0; other < 20; other++)
        {
            gallery.Put(Guid.CreateVersion7(), Guid.CreateVersion7(), crowd.LookOf(crowd.Somebody()));
        }

        var ranked = gallery.Rank(crowd.LookOf(face), 50);

        Assert.Equal(21, ranked.Count);
        Assert.Equal(ranked.Count, ranked.Select(result => result.PersonId).Distinct().Count());
        Assert.Equal(
            person,
            Assert.IsType<Identification.Matched>(gallery.Identify(crowd.LookOf(face), Budget)).Best.PersonId
        );
    }

    [Fact]
    public void A_gallery_too_large_for_the_budget_is_refused_with_figures_and_a_larger_budget_opens_it()
    {
        var crowd = new Crowd(4);
        var gallery = Crowd.NewGallery();
        for (var person = 0; person < 40; person++)
        {
            gallery.Put(Guid.CreateVersion7(), Guid.CreateVersion7(), crowd.LookOf(crowd.Somebody()));
        }
        var probe = crowd.LookOf(crowd.Somebody());

        var risk = Assert.IsType<Identification.TooRisky>(gallery.Identify(probe, budget: 1e-5)).Risk;

        Assert.Equal((40, 1e-5, 1e-6, 10), (risk.People, risk.Budget, risk.SafeRate, risk.MaxPeople));
        Assert.InRange(risk.Expected!.Value, 3.99e-5, 4e-5);
        Assert.IsType<Identification.Unknown>(gallery.Identify(probe, budget: 4.1e-5));
    }

    [Fact]
    public void A_model_that_was_not_measured_identifies_no_one()
    {
        var gallery = new Gallery(Crowd.Model, Crowd.Policy with { Measured = [] });
        gallery.Put(Guid.CreateVersion7(), Guid.CreateVersion7(), new Crowd(5).LookOf(new Crowd(5).Somebody()));
        var risk = Assert
            .IsType<Identification.TooRisky>(gallery.Identify(new Crowd(6).LookOf(new Crowd(6).Somebody()), Budget))
            .Risk;
        Assert.Equal((null, null, 0), (risk.SafeRate, risk.Expected, risk.MaxPeople));
    }

    [Fact]
    public void More_people_need_a_higher_score()
    {
        var thresholds = new[] { 10, 100, 1_000, 10_000 }
            .Select(people => Crowd.Policy.ThresholdAmong(people))
            .ToArray();
        Assert.Equal(thresholds.Order(), thresholds);
        Assert.True(thresholds[^1] > thresholds[0]);
        Assert.True(Crowd.Policy.ThresholdAmong(100, 0.0003) > Crowd.Policy.ThresholdAmong(100, 0.003));
    }

    [Fact]
    public void Templates_of_another_model_are_refused_on_every_way_in()
    {
        var gallery = Crowd.NewGallery();
        var stranger = new Template(new ModelId("numbers", "2"), new float[128]);
        Assert.Throws<ArgumentException>(() => gallery.Put(Guid.CreateVersion7(), Guid.CreateVersion7(), stranger));
        Assert.Throws<ArgumentException>(() => gallery.Verify(Guid.CreateVersion7(), stranger));
        Assert.Throws<ArgumentException>(() => gallery.Rank(stranger, 1));
        Assert.Throws<ArgumentException>(() => gallery.Identify(stranger, Budget));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void After_any_changes_the_ranking_is_that_of_a_plain_search_over_what_is_left(int seed, bool isFused)
    {
        var policy = Crowd.Policy with { IsFused = isFused };
        var (crowd, random, gallery) = (
            new Crowd(seed, length: 16),
            new Random(seed),
            new Gallery(Crowd.Model, policy)
        );
        var people = Enumerable.Range(0, 160).Select(_ => Guid.CreateVersion7()).ToArray();
        var plain = new Dictionary<Guid, (Guid Person, Template Template)>();
        for (var change = 0; change < 2_000; change++)
        {
            var (person, known) = (
                people[random.Next(people.Length)],
                plain.Count == 0 ? Guid.Empty : plain.Keys.ElementAt(random.Next(plain.Count))
            );
            switch (random.Next(6))
            {
                case 0 when known != Guid.Empty:
                    Assert.True(gallery.Remove(known));
                    plain.Remove(known);
                    break;
                case 1 when known != Guid.Empty:
                    plain[known] = (person, crowd.LookOf(crowd.Somebody()));
                    gallery.Put(person, known, plain[known].Template);
                    break;
                case 2 when change % 7 == 0:
                    Assert.Equal(plain.Values.Count(row => row.Person == person), gallery.RemovePerson(person));
                    foreach (var gone in plain.Where(row => row.Value.Person == person).Select(row => row.Key).ToList())
                    {
                        plain.Remove(gone);
                    }
                    break;
                default:
                    var id = Guid.CreateVersion7();
                    plain[id] = (person, crowd.LookOf(crowd.Somebody()));
                    gallery.Put(person, id, plain[id].Template);
                    break;
            }
        }

        var probe = crowd.LookOf(crowd.Somebody());
        var expected = plain
            .GroupBy(row => row.Value.Person)
            .ToDictionary(
                group => group.Key,
                group => group.MaxBy(row => TensorPrimitives.Dot(row.Value.Template.Values, probe.Values)).Key
            );
        var ranked = gallery.Rank(probe, 200);
        Assert.Equal(plain.Keys.Order(), gallery.TemplateIds.Order());
        Assert.Equal(expected.Count, gallery.People);
        Assert.Equal(
            expected,
            ranked.ToDictionary(result => result.PersonId!.Value, result => result.TemplateId!.Value)
        );
        Assert.Equal(ranked.Select(result => result.Score).OrderDescending(), ranked.Select(result => result.Score));
        Assert.All(
            people,
            person =>
                Assert.Equal(
                    plain.Where(row => row.Value.Person == person).Select(row => row.Key).Order(),
                    gallery.TemplateIdsOf(person).Order()
                )
        );
        if (isFused)
        {
            var means = new Gallery(Crowd.Model, policy);
            foreach (var group in plain.GroupBy(row => row.Value.Person))
            {
                means.Put(group.Key, Guid.CreateVersion7(), MeanOf([.. group.Select(row => row.Value.Template)]));
            }
            var byMean = means.Rank(probe, 200).ToDictionary(result => result.PersonId!.Value, result => result.Score);
            Assert.Equal(byMean.Count, ranked.Count);
            Assert.All(ranked, result => Assert.Equal(byMean[result.PersonId!.Value], result.Score, 1e-3f));
        }
        // For any number of results the first ones are the same; and in a verification the same template decides.
        Assert.Equal(
            ranked.Take(3).Select(result => (result.PersonId, result.Score)),
            gallery.Rank(probe, 3).Select(result => (result.PersonId, result.Score))
        );
        Assert.All(
            ranked,
            result => Assert.Equal(result.TemplateId, gallery.Verify(result.PersonId!.Value, probe).TemplateId)
        );
    }

    [Fact]
    public void What_several_pictures_have_in_common_tells_a_person_from_who_looks_like_one_of_them()
    {
        var crowd = new Crowd(7);
        var (fused, nearest) = (new Gallery(Crowd.Model, Crowd.Policy with { IsFused = true }), Crowd.NewGallery());
        var (person, face) = (Guid.CreateVersion7(), crowd.Somebody());
        var pictures = Enumerable.Range(0, 6).Select(_ => crowd.LookOf(face, 0.7f)).ToArray();
        foreach (var picture in pictures)
        {
            fused.Put(person, Guid.CreateVersion7(), picture);
            nearest.Put(person, Guid.CreateVersion7(), picture);
        }
        var lookalike = crowd.LookOf(pictures[0].Values.ToArray(), 0.8f);
        Assert.True(fused.Verify(person, crowd.LookOf(face, 0.7f)).Score > fused.Verify(person, lookalike).Score);
        Assert.True(nearest.Verify(person, crowd.LookOf(face, 0.7f)).Score < nearest.Verify(person, lookalike).Score);
    }

    private static Template MeanOf(IReadOnlyList<Template> templates)
    {
        var mean = new float[templates[0].Values.Length];
        foreach (var template in templates)
        {
            TensorPrimitives.Add(mean, template.Values, mean);
        }
        TensorPrimitives.Divide(mean, TensorPrimitives.Norm<float>(mean), mean);
        return new Template(templates[0].Model, mean);
    }
}
