using static TorchSharp.torch;

namespace AutoResearch;

/// <summary>A run that trains on a TorchSharp device. Prepare.cs derives from it and adds the training data.</summary>
public class TorchRun(RunSettings settings, Device device) : Run(settings)
{
    /// <summary>Where the model and its inputs live.</summary>
    public Device Device { get; } = device;

    /// <summary>True on a GPU, where a larger model fits the budget.</summary>
    public bool OnGpu => Device.type == TorchSharp.DeviceType.CUDA;

    /// <summary>How much the device computes.</summary>
    public DeviceClass DeviceClass { get; } = DeviceClasses.Of(Devices.Describe(device)) ?? default;

    /// <summary>What the device multiplies fastest: bf16 where it has instructions for it, else fp32.</summary>
    public ScalarType MultiplyType { get; } = Devices.MultipliesBFloat16(device) ? ScalarType.BFloat16 : ScalarType.Float32;
}
