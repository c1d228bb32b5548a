import { onMounted, ref, type Ref } from 'vue';

/** Loads what a screen shows; says why when it cannot. */
export function useLoading(work: () => Promise<void>): { failed: Ref<string>; isLoading: Ref<boolean>; load: () => Promise<void> } {
  const failed = ref('');
  const isLoading = ref(true);
  async function load() {
    [failed.value, isLoading.value] = ['', true];
    try {
      await work();
    } catch (error) {
      failed.value = (error as Error).message;
    } finally {
      isLoading.value = false;
    }
  }
  onMounted(load);
  return { failed, isLoading, load };
}
