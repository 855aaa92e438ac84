using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Matching;

/// <summary>The templates of one organization and one model, in memory. Serves parallel calls.</summary>
public sealed class Gallery
{
    private readonly MatchPolicy policy;

    internal Gallery(ModelId model, MatchPolicy policy) => (Model, this.policy) = (model, policy);

    public ModelId Model { get; }

    public IReadOnlyCollection<Guid> TemplateIds => throw new NotImplementedException($"{policy}");

    public void Put(Guid personId, Guid templateId, Template template) => throw new NotImplementedException();

    /// <returns>False when it was not there.</returns>
    public bool Remove(Guid templateId) => throw new NotImplementedException();

    /// <returns>How many templates went.</returns>
    public int RemovePerson(Guid personId) => throw new NotImplementedException();

    /// <summary>1:1. Somebody without templates is <see cref="MatchDecision.Unknown"/>.</summary>
    public MatchResult Verify(Guid personId, Template probe) => throw new NotImplementedException();

    /// <summary>1:N, each person once, the best first; the decision stands on the first.</summary>
    public IReadOnlyList<MatchResult> Identify(Template probe, int top) => throw new NotImplementedException();
}
