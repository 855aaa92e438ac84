using System.Diagnostics.CodeAnalysis;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Matching;

/// <summary>
/// The templates of one organization and one model, in memory. Serves parallel calls; a change takes effect with the
/// next call.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The lock owns wait handles only while callers wait, and those close themselves when it is forgotten."
)]
public sealed class Gallery
{
    /// <summary>Up to this many results of a search are on the stack.</summary>
    private const int MaxOnStack = 64;

    private readonly MatchPolicy policy;
    private readonly GalleryIndex index;
    private readonly ReaderWriterLockSlim door = new();

    internal Gallery(ModelId model, MatchPolicy policy) =>
        (Model, this.policy, index) = (
            model,
            policy,
            new GalleryIndex(GallerySearch.CohortSize + 1, keepsMeans: policy.IsFused)
        );

    public ModelId Model { get; }

    public IReadOnlyCollection<Guid> TemplateIds => Reading(index.TemplateIds);

    /// <summary>How many people have a template here.</summary>
    public int People => Reading(() => index.People);

    public int Templates => Reading(() => index.Templates);

    public IReadOnlyCollection<Guid> TemplateIdsOf(Guid personId) => Reading(() => index.TemplateIdsOf(personId));

    /// <summary>Adds a template, or replaces the one with that id: one row and one entry.</summary>
    /// <exception cref="ArgumentException">The template is of another model.</exception>
    public void Put(Guid personId, Guid templateId, Template template)
    {
        Check(template);
        door.EnterWriteLock();
        try
        {
            index.Put(personId, templateId, template.Values);
        }
        finally
        {
            door.ExitWriteLock();
        }
    }

    /// <returns>False when it was not there.</returns>
    public bool Remove(Guid templateId)
    {
        door.EnterWriteLock();
        try
        {
            return index.Remove(templateId);
        }
        finally
        {
            door.ExitWriteLock();
        }
    }

    /// <returns>How many templates were removed.</returns>
    public int RemovePerson(Guid personId)
    {
        door.EnterWriteLock();
        try
        {
            return index.RemovePerson(personId);
        }
        finally
        {
            door.ExitWriteLock();
        }
    }

    /// <summary>
    /// 1:1, against the templates of the claimed person. A person without templates is
    /// <see cref="MatchDecision.Unknown"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The probe is of another model.</exception>
    public MatchResult Verify(Guid personId, Template probe)
    {
        Check(probe);
        door.EnterReadLock();
        try
        {
            return VerifyInside(personId, probe.Values);
        }
        finally
        {
            door.ExitReadLock();
        }
    }

    /// <summary>
    /// 1:N with a decision: who it is, at a false match rate that keeps <paramref name="budget"/> over all people here,
    /// and with a lead over the second.
    /// </summary>
    /// <param name="budget">The chance of identifying a stranger that the organization allows, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The probe is of another model.</exception>
    public Identification Identify(Template probe, double budget)
    {
        var risk = Risk(budget);
        if (!risk.IsWithinBudget)
        {
            return new Identification.TooRisky(risk);
        }
        return Rank(probe, 2, budget) switch
        {
            [] => new Identification.Unknown(null),
            [{ Decision: MatchDecision.Match } best, ..] => new Identification.Matched(best),
            [{ Decision: MatchDecision.Ambiguous } best, var rival] => new Identification.Ambiguous(best, rival),
            [var best, ..] => new Identification.Unknown(best),
        };
    }

    /// <summary>
    /// All people by likeness, each once, the best first. The first decision is the answer; the others show how close
    /// they came.
    /// </summary>
    /// <exception cref="ArgumentException">The probe is of another model.</exception>
    public IReadOnlyList<MatchResult> Rank(Template probe, int top, double budget = MatchPolicy.IdentificationBudget)
    {
        Check(probe);
        var wanted = Math.Max(top, 2);
        Span<PersonScore> best = wanted <= MaxOnStack ? stackalloc PersonScore[wanted] : new PersonScore[wanted];
        door.EnterReadLock();
        try
        {
            best = best[..new GallerySearch(index, policy, probe.Values).Rank(best)];
            return Judged(best, Math.Min(top, best.Length), policy.ThresholdAmong(index.People, budget));
        }
        finally
        {
            door.ExitReadLock();
        }
    }

    /// <summary>Compares the people here with each other, to show what a threshold would cost.</summary>
    /// <param name="mostPeople">Time grows with its square.</param>
    public SelfComparison CompareWithItself(int mostPeople) =>
        Reading(() => new GallerySelfTest(index, policy, index.Sample(mostPeople)).Run());

    public GalleryRisk Risk(double budget) => new(People, budget, policy.SafeRate);

    private MatchResult VerifyInside(Guid personId, ReadOnlySpan<float> probe)
    {
        if (!index.TryFindPerson(personId, out var claimed))
        {
            return new(MatchDecision.Unknown, Model, personId, null, 0, policy.Threshold, null);
        }
        var search = new GallerySearch(index, policy, probe);
        var own = search.Of(claimed);
        var strangers = search.StrangersThan(claimed, out var strongest);
        var score = strangers.Normalise(own.Score);
        float? margin = float.IsNegativeInfinity(strongest) ? null : strangers.Distance(own.Score, strongest);
        var decision = score >= policy.Threshold ? MatchDecision.Match : MatchDecision.Unknown;
        return new(decision, Model, personId, index.TemplateAt(own.Row), score, policy.Threshold, margin);
    }

    private MatchResult[] Judged(ReadOnlySpan<PersonScore> ranked, int top, float threshold)
    {
        var results = new MatchResult[top];
        for (var rank = 0; rank < top; rank++)
        {
            float? margin = ranked.Length < 2 ? null : ranked[rank].Score - ranked[rank == 0 ? 1 : 0].Score;
            var decision =
                ranked[rank].Score < threshold ? MatchDecision.Unknown
                : margin < policy.MinMargin ? MatchDecision.Ambiguous
                : MatchDecision.Match;
            results[rank] = new(
                decision,
                Model,
                index.PersonAt(ranked[rank].Slot),
                index.TemplateAt(ranked[rank].Row),
                ranked[rank].Score,
                threshold,
                margin
            );
        }
        return results;
    }

    private void Check(Template template)
    {
        if (template.Model != Model)
        {
            throw new ArgumentException($"A template of {template.Model} cannot be compared with those of {Model}.");
        }
    }

    private T Reading<T>(Func<T> read)
    {
        door.EnterReadLock();
        try
        {
            return read();
        }
        finally
        {
            door.ExitReadLock();
        }
    }
}

/// <summary>The risk of 1:N over a gallery: a stranger is identified as one of its people with 1 - (1 - FMR)^N.</summary>
/// <param name="Budget">What the organization allows, 0 to 1.</param>
/// <param name="SafeRate">The lowest false match rate that the measurements support; null when nothing was measured.</param>
public sealed record GalleryRisk(int People, double Budget, double? SafeRate)
{
    /// <summary>False match rate of one comparison at which all of them together keep the budget.</summary>
    public double NeededRate => Budget / Math.Max(1, People);

    /// <summary>Chance that a stranger is identified at <see cref="SafeRate"/>, 0 to 1; null when nothing was measured.</summary>
    public double? Expected => SafeRate is { } rate ? -double.ExpM1(People * double.LogP1(-rate)) : null;

    public bool IsWithinBudget => SafeRate <= NeededRate;

    /// <summary>The number of people up to which the budget is kept; 0 when nothing was measured.</summary>
    public int MaxPeople => SafeRate is { } rate ? (int)Math.Min(int.MaxValue, Budget / rate * (1 + 1e-9)) : 0;
}

/// <param name="Score">Normalised; at least the threshold of a claimed person.</param>
public sealed record LookAlikePair(Guid OneId, Guid OtherId, float Score);
