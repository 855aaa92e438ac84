using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Models;

/// <summary>The buffers of one run through a network, bound once and used again and again; for one caller at a time.</summary>
internal sealed class OnnxPass : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions options = new();
    private readonly OrtIoBinding binding;
    private readonly OrtValue[] tensors;
    private readonly PixelTensor pixels;
    private readonly float[][] outputs;

    public OnnxPass(
        InferenceSession session,
        string inputName,
        NetworkInput input,
        IReadOnlyList<string> outputNames,
        long[][] outputShapes
    )
    {
        this.session = session;
        var numbers = GC.AllocateUninitializedArray<float>(input.Length, pinned: true);
        pixels = new PixelTensor(input, numbers);
        outputs = [.. outputShapes.Select(shape => new float[OnnxNetwork.Length(shape)])];
        tensors =
        [
            OrtValue.CreateTensorValueFromMemory(numbers, input.Shape),
            .. outputs.Zip(outputShapes, OrtValue.CreateTensorValueFromMemory),
        ];
        binding = session.CreateIoBinding();
        binding.BindInput(inputName, tensors[0]);
        for (var i = 0; i < outputs.Length; i++)
        {
            binding.BindOutput(outputNames[i], tensors[i + 1]);
        }
    }

    /// <param name="picture">8-bit BGR, of the input's size.</param>
    public void Run(Mat picture)
    {
        pixels.Write(picture);
        session.RunWithBinding(options, binding);
    }

    /// <summary>Valid until the pass is returned.</summary>
    public ReadOnlySpan<float> Output(int index) => outputs[index];

    public void Dispose()
    {
        binding.Dispose();
        foreach (var tensor in tensors)
        {
            tensor.Dispose();
        }
        pixels.Dispose();
        options.Dispose();
    }
}
