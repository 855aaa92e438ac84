namespace FaceRek.Core.Faces.Evaluation;

/// <param name="Rates">For what the figures alone do not show: the curve, and thresholds for other rates.</param>
public sealed record EvaluationReport(EvaluationResult Result, ErrorRates Rates);
