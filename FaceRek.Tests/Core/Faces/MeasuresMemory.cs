namespace FaceRek.Tests.Core.Faces;

/// <summary>Memory of the whole process is measured, so nothing else may run beside these tests.</summary>
[CollectionDefinition(nameof(MeasuresMemory), DisableParallelization = true)]
public sealed class MeasuresMemory;
