namespace FaceRek.Core.Faces.Models;

/// <param name="Name">Of the pack's folder.</param>
/// <param name="Fault">What is wrong with it, in one sentence; null when it is as it was installed.</param>
public sealed record ModelCheck(string Name, string? Fault);
