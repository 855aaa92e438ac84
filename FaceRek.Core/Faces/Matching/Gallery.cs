using System.Diagnostics.CodeAnalysis;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Matching;

/// <summary>The templates of one organization and one model, in memory. Serves parallel calls; a change counts from the next one on.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The lock owns wait handles only while callers wait, and those close themselves when it is forgotten.")]
public sealed class Gallery
{
    /// <summary>People a score is normalised against: enough for a steady deviation, few enough that a 1:1 check in a gallery of thousands stays quick.</summary>
    private const int CohortSize = 64;

    private readonly MatchPolicy policy;
    private readonly GalleryIndex index = new(CohortSize + 1);
    private readonly ReaderWriterLockSlim door = new();

    internal Gallery(ModelId model, MatchPolicy policy) => (Model, this.policy) = (model, policy);

    public ModelId Model { get; }

    public IReadOnlyCollection<Guid> TemplateIds => Reading(() => index.TemplateIds);

    /// <summary>How many people have a template here.</summary>
    public int People => Reading(() => index.People);

    /// <summary>Adds a template, or replaces the one of that id.</summary>
    /// <exception cref="ArgumentException">The template is of another model.</exception>
    public void Put(Guid personId, Guid templateId, Template template)
    {
        Check(template);
        door.EnterWriteLock();
        try { index.Put(personId, templateId, template.Values); }
        finally { door.ExitWriteLock(); }
    }

    /// <returns>False when it was not there.</returns>
    public bool Remove(Guid templateId)
    {
        door.EnterWriteLock();
        try { return index.Remove(templateId); }
        finally { door.ExitWriteLock(); }
    }

    /// <returns>How many templates went.</returns>
    public int RemovePerson(Guid personId)
    {
        door.EnterWriteLock();
        try { return index.RemovePerson(personId); }
        finally { door.ExitWriteLock(); }
    }

    /// <summary>1:1, by the best template of the claimed person. Somebody without templates is <see cref="MatchDecision.Unknown"/>.</summary>
    /// <exception cref="ArgumentException">The probe is of another model.</exception>
    public MatchResult Verify(Guid personId, Template probe)
    {
        Check(probe);
        return Reading(() => VerifyInside(personId, probe));
    }

    /// <summary>1:N, each person once, the best first. The decision of the first is the answer; the others' say how near they came.</summary>
    /// <exception cref="ArgumentException">The probe is of another model.</exception>
    public IReadOnlyList<MatchResult> Identify(Template probe, int top)
    {
        Check(probe);
        return Reading(() => IdentifyInside(probe, top));
    }

    private MatchResult VerifyInside(Guid personId, Template probe)
    {
        if (!index.TryFindPerson(personId, out var claimed)) { return new(MatchDecision.Unknown, Model, personId, null, 0, policy.Threshold, null); }
        int[] compared = [claimed, .. CohortWithout(claimed)];
        using var scores = PersonScores.Of(index, policy.Metric, probe.Values, compared);
        var strangers = new float[compared.Length - 1];
        for (var i = 0; i < strangers.Length; i++) { strangers[i] = scores[compared[i + 1]]; }
        var statistics = CohortStatistics.Of(strangers, policy);
        var score = statistics.Normalise(scores[claimed]);
        float? margin = strangers.Length == 0 ? null : statistics.Distance(scores[claimed], strangers.Max());
        var decision = score >= policy.Threshold ? MatchDecision.Match : MatchDecision.Unknown;
        return new(decision, Model, personId, index.TemplateAt(scores.BestRow(claimed)), score, policy.Threshold, margin);
    }

    private MatchResult[] IdentifyInside(Template probe, int top)
    {
        using var scores = PersonScores.Of(index, policy.Metric, probe.Values);
        var threshold = policy.ThresholdAmong(index.People);
        var ranked = Normalised(scores).OrderByDescending(one => one.Score).Take(Math.Max(top, 2)).ToArray();
        return [.. ranked.Take(top).Select((one, rank) => Judge(one, rank, ranked, threshold, scores))];
    }

    private MatchResult Judge((int Slot, float Score) one, int rank, (int Slot, float Score)[] ranked, float threshold, PersonScores scores)
    {
        float? margin = ranked.Length < 2 ? null : one.Score - ranked[rank == 0 ? 1 : 0].Score;
        var decision = one.Score < threshold ? MatchDecision.Unknown
            : margin < policy.MinMargin ? MatchDecision.Ambiguous
            : MatchDecision.Match;
        return new(decision, Model, index.PersonAt(one.Slot), index.TemplateAt(scores.BestRow(one.Slot)), one.Score, threshold, margin);
    }

    /// <summary>Everybody's score, each normalised against others only. Those outside the cohort share one normalisation.</summary>
    private List<(int Slot, float Score)> Normalised(PersonScores scores)
    {
        var inside = index.Cohort.ToHashSet();
        CohortStatistics Without(int slot) => CohortStatistics.Of([.. CohortWithout(slot).Select(other => scores[other])], policy);
        var shared = Without(-1);
        var all = new List<(int, float)>(index.People);
        for (var slot = 0; slot < index.Slots; slot++)
        {
            if (index.IsTaken(slot)) { all.Add((slot, (inside.Contains(slot) ? Without(slot) : shared).Normalise(scores[slot]))); }
        }
        return all;
    }

    private IEnumerable<int> CohortWithout(int slot) => index.Cohort.Where(other => other != slot).Take(CohortSize);

    private void Check(Template template)
    {
        if (template.Model != Model) { throw new ArgumentException($"A template of {template.Model} cannot be compared with those of {Model}."); }
    }

    private T Reading<T>(Func<T> read)
    {
        door.EnterReadLock();
        try { return read(); }
        finally { door.ExitReadLock(); }
    }
}
