namespace FaceRek.Core.Workplaces;

/// <param name="Text">The part that is wrong, where it is one of several.</param>
public sealed record SiteFault(SiteFlaw Flaw, string? Text = null);
