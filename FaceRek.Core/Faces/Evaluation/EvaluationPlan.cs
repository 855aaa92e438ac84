namespace FaceRek.Core.Faces.Evaluation;

/// <param name="Folder">Has one folder a person with pictures in it: jpg, png or pgm.</param>
/// <param name="Templates">Pictures a person that are enrolled; the rest are probes. At least 1.</param>
/// <param name="Seed">Draws which pictures are enrolled.</param>
/// <param name="ByNearest">Compares with the nearest template of a person also where check-in compares with the mean of them.</param>
public sealed record EvaluationPlan(string Folder, int Templates, int Seed, bool ByNearest = false);
