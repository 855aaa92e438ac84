namespace FaceRek.Web.Components;

/// <param name="Label">Below the axis and in the table.</param>
/// <param name="Value">Null where there is nothing to say.</param>
/// <param name="Words">The value as a reader says it.</param>
public sealed record ChartPoint(string Label, double? Value, string Words);
