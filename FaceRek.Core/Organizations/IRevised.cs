namespace FaceRek.Core.Organizations;

/// <summary>A row that others keep copies of: they ask what changed since, and change only the revision they know.</summary>
public interface IRevised
{
    /// <summary>1, 2, 3 … with every change that is saved.</summary>
    int Revision { get; }

    DateTimeOffset ChangedAt { get; }

    void Revise(DateTimeOffset now);
}
